package dev.quire.task.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * Which of some boxes hold others and which lie in others: {@code check_containment}
 * (object_detection/processors.py), and what its callers make of it.
 *
 * @param outer by index, whether a box holds another
 * @param inner by index, whether a box lies in another
 */
record Nesting(boolean[] outer, boolean[] inner) {

  /**
   * Drops boxes for others in which they lie or which lie in them. What one mode drops still counts
   * for the others.
   *
   * @param formulaClass the class of boxes that count as nested in their like only, or −1: models
   *     that find formulas find those within a text too, and both are wanted
   */
  static List<Detection> merge(List<Detection> detections, Merging merging, int formulaClass) {
    boolean[] kept = new boolean[detections.size()];
    Arrays.fill(kept, true);
    if (merging instanceof Merging.Everywhere everywhere) {
      of(detections, formulaClass, (inner, outer) -> true).drop(everywhere.mode(), kept);
    } else if (merging instanceof Merging.PerClass perClass) {
      for (Map.Entry<Integer, MergeMode> entry : perClass.modes().entrySet()) {
        int classId = entry.getKey();
        MergeMode mode = entry.getValue();
        of(
                detections,
                formulaClass,
                (inner, outer) ->
                    switch (mode) {
                      case UNION -> false;
                      case LARGE -> outer.classId() == classId;
                      case SMALL -> inner.classId() == classId;
                    })
            .drop(mode, kept);
      }
    }
    List<Detection> result = new ArrayList<>();
    for (int i = 0; i < kept.length; i++) {
      if (kept[i]) {
        result.add(detections.get(i));
      }
    }
    return result;
  }

  /**
   * Compares each box with each other.
   *
   * @param counts whether a pair, inner box first, is looked at
   */
  private static Nesting of(
      List<Detection> detections, int formulaClass, BiPredicate<Detection, Detection> counts) {
    boolean[] outer = new boolean[detections.size()];
    boolean[] inner = new boolean[detections.size()];
    for (int i = 0; i < inner.length; i++) {
      Detection one = detections.get(i);
      for (int j = 0; j < inner.length; j++) {
        Detection other = detections.get(j);
        boolean formula = one.classId() == formulaClass && other.classId() != formulaClass;
        if (i != j && !formula && counts.test(one, other) && one.isIn(other)) {
          inner[i] = true;
          outer[j] = true;
        }
      }
    }
    return new Nesting(outer, inner);
  }

  private void drop(MergeMode mode, boolean[] kept) {
    for (int i = 0; i < kept.length; i++) {
      kept[i] &=
          switch (mode) {
            case UNION -> true;
            case LARGE -> !inner[i];
            case SMALL -> !outer[i] || inner[i];
          };
    }
  }
}
