package dev.quire.task.layout;

import dev.quire.model.Nms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The steps from rows to regions, each a function of its arguments alone. They are those of
 * PaddleX's {@code LayoutAnalysisProcess} (layout_analysis/processors.py), in whose order {@link
 * LayoutPostprocessor} takes them.
 */
final class LayoutSteps {

  private LayoutSteps() {}

  /**
   * Keeps what scores above the threshold and is no padding (class −1). Compared in float32, as
   * NumPy does with a Python float: a score of 0.3f does not exceed 0.3.
   */
  static List<Detection> aboveThreshold(List<Detection> detections, double threshold) {
    return detections.stream()
        .filter(detection -> detection.score() > (float) threshold && detection.classId() > -1)
        .toList();
  }

  /**
   * {@code nms}: takes the likeliest first and drops whatever overlaps it by the threshold or more.
   * Detections of equal score keep the model's order. The result is in order of score.
   */
  static List<Detection> suppress(List<Detection> detections, Nms nms) {
    List<Detection> byScore =
        detections.stream()
            .sorted(Comparator.comparingDouble(Detection::score).reversed())
            .toList();
    List<Detection> kept = new ArrayList<>();
    for (Detection candidate : byScore) {
      boolean suppressed =
          kept.stream()
              .anyMatch(stronger -> stronger.overlap(candidate) >= limit(nms, stronger, candidate));
      if (!suppressed) {
        kept.add(candidate);
      }
    }
    return kept;
  }

  private static double limit(Nms nms, Detection one, Detection other) {
    return one.classId() == other.classId() ? nms.sameClass() : nms.differentClass();
  }

  /** By rank, equal ranks by votes, most first; what is equal in both stays as it was. */
  static List<Detection> inReadingOrder(List<Detection> detections) {
    return detections.stream()
        .sorted(
            Comparator.comparingDouble(Detection::rank)
                .thenComparing(Comparator.comparingDouble(Detection::votes).reversed()))
        .toList();
  }

  /**
   * {@code restructured_boxes}: cuts boxes off at the page's edges and drops those of which nothing
   * is left, not-a-number included.
   */
  static List<Detection> onPage(List<Detection> detections, int width, int height) {
    return detections.stream()
        .map(
            detection ->
                detection.withBox(
                    Math.max(0, detection.x1()),
                    Math.max(0, detection.y1()),
                    Math.min(width, detection.x2()),
                    Math.min(height, detection.y2())))
        .filter(detection -> detection.x2() > detection.x1() && detection.y2() > detection.y1())
        .toList();
  }
}
