package dev.quire.train.eval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/** Average precision: the area under the precision-recall curve, all points taken. */
public final class AveragePrecision {

  /** One image's detections and truth; the scores of the truth do not matter. */
  public record Image(List<Detection> found, List<Detection> truth) {}

  private record Hit(double score, boolean right) {}

  private AveragePrecision() {}

  /** The mean over the classes that the truth has. */
  public static double mean(List<Image> images, double iou) {
    return labels(images).stream()
        .mapToDouble(label -> of(images, label, iou).orElseThrow())
        .average()
        .orElse(0);
  }

  /** The classes that the truth has. */
  public static Set<Integer> labels(List<Image> images) {
    Set<Integer> labels = new TreeSet<>();
    images.forEach(image -> image.truth().forEach(t -> labels.add(t.label())));
    return labels;
  }

  /** One class's average precision; nothing if the truth does not have it. */
  public static OptionalDouble of(List<Image> images, int label, double iou) {
    List<Hit> hits = new ArrayList<>();
    int present = 0;
    for (Image image : images) {
      List<Detection> truth = only(image.truth(), label);
      present += truth.size();
      Set<Integer> used = new HashSet<>();
      for (Detection d : best(only(image.found(), label))) {
        int match = match(d, truth, used, iou);
        if (match >= 0) {
          used.add(match);
        }
        hits.add(new Hit(d.score(), match >= 0));
      }
    }
    if (present == 0) {
      return OptionalDouble.empty();
    }
    hits.sort(Comparator.comparingDouble(Hit::score).reversed());
    double[] precision = new double[hits.size()];
    int right = 0;
    for (int i = 0; i < hits.size(); i++) {
      right += hits.get(i).right() ? 1 : 0;
      precision[i] = (double) right / (i + 1);
    }
    double area = 0;
    double ceiling = 0;
    for (int i = hits.size() - 1; i >= 0; i--) {
      ceiling = Math.max(ceiling, precision[i]);
      if (hits.get(i).right()) {
        area += ceiling / present;
      }
    }
    return OptionalDouble.of(area);
  }

  /** The free truth that overlaps a detection most, or -1 if none does enough. */
  static int match(Detection d, List<Detection> truth, Set<Integer> used, double iou) {
    int best = -1;
    double most = iou;
    for (int i = 0; i < truth.size(); i++) {
      double overlap = d.box().iou(truth.get(i).box());
      if (!used.contains(i) && overlap >= most) {
        best = i;
        most = overlap;
      }
    }
    return best;
  }

  static List<Detection> best(List<Detection> detections) {
    return detections.stream()
        .sorted(Comparator.comparingDouble(Detection::score).reversed())
        .toList();
  }

  private static List<Detection> only(List<Detection> detections, int label) {
    return detections.stream().filter(d -> d.label() == label).toList();
  }
}
