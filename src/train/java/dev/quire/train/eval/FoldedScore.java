package dev.quire.train.eval;

import dev.quire.train.eval.AveragePrecision.Image;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Precision and recall over folded classes. A detection is right if its box overlaps a region of
 * the same fold, not yet taken, by an IoU of at least a half.
 */
public final class FoldedScore {

  private static final double IOU = 0.5;

  private FoldedScore() {}

  /** Counts of regions right, found and present. */
  public record Counts(int right, int found, int present) {

    public double precision() {
      return found == 0 ? 0 : (double) right / found;
    }

    public double recall() {
      return present == 0 ? 0 : (double) right / present;
    }

    public double f1() {
      return found + present == 0 ? 0 : 2.0 * right / (found + present);
    }

    Counts plus(Counts o) {
      return new Counts(right + o.right, found + o.found, present + o.present);
    }
  }

  /**
   * Counts by fold.
   *
   * @param images labels are ordinals of {@link Fold}
   */
  public static Map<Fold, Counts> byFold(List<Image> images, double threshold) {
    Map<Fold, Counts> counts = new EnumMap<>(Fold.class);
    for (Image image : images) {
      List<Detection> found = image.found().stream().filter(d -> d.score() > threshold).toList();
      for (Fold fold : Fold.values()) {
        List<Detection> truth = only(image.truth(), fold);
        List<Detection> mine = only(found, fold);
        Set<Integer> used = new HashSet<>();
        for (Detection d : AveragePrecision.best(mine)) {
          int match = AveragePrecision.match(d, truth, used, IOU);
          if (match >= 0) {
            used.add(match);
          }
        }
        counts.merge(fold, new Counts(used.size(), mine.size(), truth.size()), Counts::plus);
      }
    }
    return counts;
  }

  public static Counts total(Map<Fold, Counts> byFold) {
    return byFold.values().stream().reduce(new Counts(0, 0, 0), Counts::plus);
  }

  /** The threshold with the best F1 over all folds, in steps of 0.01. */
  public static double bestThreshold(List<Image> images) {
    double best = 0;
    double bestF1 = -1;
    for (int percent = 5; percent < 90; percent++) {
      double f1 = total(byFold(images, percent / 100.0)).f1();
      if (f1 > bestF1) {
        bestF1 = f1;
        best = percent / 100.0;
      }
    }
    return best;
  }

  private static List<Detection> only(List<Detection> detections, Fold fold) {
    return detections.stream().filter(d -> d.label() == fold.ordinal()).toList();
  }
}
