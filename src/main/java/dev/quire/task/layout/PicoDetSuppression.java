package dev.quire.task.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * {@code hard_nms} beside PaddleOCR's {@code PicoDetPostProcess}, class by class: takes the
 * likeliest box first and drops what overlaps it.
 *
 * @param overlap intersection over union above which a box is dropped
 */
record PicoDetSuppression(double overlap) {

  /** Of each class, how many of the likeliest boxes are looked at. */
  static final int MOST_CANDIDATES = 200;

  /** Of each class, how many boxes are kept at most. */
  static final int MOST_KEPT = 100;

  /** The boxes that stay, by class, then by score, highest first; equal ones as they came. */
  List<PicoDetBox> apply(List<PicoDetBox> boxes) {
    return boxes.stream()
        .collect(Collectors.groupingBy(PicoDetBox::classId, TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .flatMap(ofClass -> kept(ofClass).stream())
        .toList();
  }

  private List<PicoDetBox> kept(List<PicoDetBox> boxes) {
    List<PicoDetBox> candidates =
        boxes.stream()
            .sorted(Comparator.comparingDouble(PicoDetBox::score).reversed())
            .limit(MOST_CANDIDATES)
            .toList();
    List<PicoDetBox> kept = new ArrayList<>();
    for (PicoDetBox candidate : candidates) {
      if (kept.size() == MOST_KEPT) {
        break;
      }
      if (kept.stream().noneMatch(stronger -> stronger.overlap(candidate) > overlap)) {
        kept.add(candidate);
      }
    }
    return kept;
  }
}
