package dev.quire.task.layout;

import dev.quire.model.Nms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The steps from rows to regions, each a function of its arguments alone. They are those of
 * PaddleX's {@code LayoutAnalysisProcess} (layout_analysis/processors.py), in whose order {@link
 * LayoutPostprocessor} takes them.
 */
final class LayoutSteps {

  /** The shares of a page wider than high, and of any other, that an image must not exceed. */
  private static final double LANDSCAPE_IMAGE = 0.82;

  private static final double PORTRAIT_IMAGE = 0.93;

  private LayoutSteps() {}

  /** {@code np.round}: to whole pixels, halves to the even one. */
  static List<Detection> rounded(List<Detection> detections) {
    return detections.stream()
        .map(
            detection ->
                detection.withBox(
                    (float) Math.rint(detection.x1()),
                    (float) Math.rint(detection.y1()),
                    (float) Math.rint(detection.x2()),
                    (float) Math.rint(detection.y2())))
        .toList();
  }

  /**
   * Keeps what scores above the threshold and is no padding (class −1). Compared in float32, as
   * NumPy does with a Python float: a score of 0.3f does not exceed 0.3.
   */
  static List<Detection> aboveThreshold(List<Detection> detections, double threshold) {
    return detections.stream().filter(detection -> exceeds(detection, threshold)).toList();
  }

  /**
   * Keeps what scores above its class's threshold and is no padding, class by class, lowest id
   * first.
   *
   * @param thresholds by class id
   * @param otherwise for classes that have none
   */
  static List<Detection> aboveThresholds(
      List<Detection> detections, Map<Integer, Double> thresholds, double otherwise) {
    return detections.stream()
        .filter(
            detection ->
                exceeds(detection, thresholds.getOrDefault(detection.classId(), otherwise)))
        .sorted(Comparator.comparingInt(Detection::classId))
        .toList();
  }

  private static boolean exceeds(Detection detection, double threshold) {
    return detection.score() > (float) threshold && detection.classId() > -1;
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

  /**
   * {@code filter_large_image}: drops images that are nearly the whole page, unless there would be
   * nothing left or there is nothing else.
   *
   * @param imageClass the class of images, or −1 if the model has none
   */
  static List<Detection> withoutLargeImages(
      List<Detection> detections, int imageClass, int width, int height) {
    double most = (width > height ? LANDSCAPE_IMAGE : PORTRAIT_IMAGE) * ((double) width * height);
    List<Detection> kept =
        detections.stream()
            .filter(
                detection ->
                    detection.classId() != imageClass
                        || areaOnPage(detection, width, height) <= most)
            .toList();
    return kept.isEmpty() ? detections : kept;
  }

  private static double areaOnPage(Detection detection, int width, int height) {
    double right = Math.min(width, detection.x2());
    double bottom = Math.min(height, detection.y2());
    return (right - Math.max(0, detection.x1())) * (bottom - Math.max(0, detection.y1()));
  }

  /** By rank, equal ranks by votes, most first; what is equal in both stays as it was. */
  static List<Detection> inReadingOrder(List<Detection> detections) {
    return detections.stream()
        .sorted(
            Comparator.comparingDouble(Detection::rank)
                .thenComparing(Comparator.comparingDouble(Detection::votes).reversed()))
        .toList();
  }

  /** {@code unclip_boxes}: stretches boxes about their centres, in float32 as NumPy does. */
  static List<Detection> unclipped(List<Detection> detections, Unclip unclip) {
    return detections.stream()
        .map(
            detection ->
                unclip
                    .ratio(detection.classId())
                    .map(ratio -> stretched(detection, ratio))
                    .orElse(detection))
        .toList();
  }

  private static Detection stretched(Detection detection, Unclip.Ratio ratio) {
    float width = detection.x2() - detection.x1();
    float height = detection.y2() - detection.y1();
    float halfWidth = width * (float) ratio.width() / 2;
    float halfHeight = height * (float) ratio.height() / 2;
    float x = detection.x1() + width / 2;
    float y = detection.y1() + height / 2;
    return detection.withBox(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight);
  }

  /**
   * {@code restructured_boxes}: cuts boxes off at the page's edges and drops those of which nothing
   * is left, not-a-number included.
   *
   * @param wholePixels whether to cut off fractions of pixels, too
   */
  static List<Detection> onPage(
      List<Detection> detections, int width, int height, boolean wholePixels) {
    return detections.stream()
        .map(
            detection ->
                detection.withBox(
                    Math.max(0, detection.x1()),
                    Math.max(0, detection.y1()),
                    Math.min(width, detection.x2()),
                    Math.min(height, detection.y2())))
        .map(detection -> wholePixels ? truncated(detection) : detection)
        .filter(detection -> detection.x2() > detection.x1() && detection.y2() > detection.y1())
        .toList();
  }

  /** Towards 0, where not-a-number stays what it is. */
  private static Detection truncated(Detection detection) {
    return detection.withBox(
        truncated(detection.x1()),
        truncated(detection.y1()),
        truncated(detection.x2()),
        truncated(detection.y2()));
  }

  private static float truncated(float value) {
    return (float) (value < 0 ? Math.ceil(value) : Math.floor(value));
  }
}
