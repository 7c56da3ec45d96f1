package dev.quire.task.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Turns a page's rows into its regions by the steps of PaddleX's {@code LayoutAnalysisProcess}:
 * threshold, suppression of overlaps, reading order, clipping, numbering.
 *
 * <p>Coordinates stay fractions of pixels. PaddleX's newest version rounds them to whole pixels
 * before anything else, its older versions and the V1 family do not; rounding moves an edge by up
 * to half a pixel and can be done by whoever reads the answer, but not undone.
 *
 * <p>Immutable and thread-safe.
 */
public final class LayoutPostprocessor {

  private final List<String> labels;

  /**
   * For models of these classes.
   *
   * @param labels a class id is an index into it
   */
  public LayoutPostprocessor(List<String> labels) {
    this.labels = List.copyOf(labels);
  }

  /**
   * A page's regions: in reading order if the model gives one, else in order of score where
   * overlaps are suppressed, else in the model's order.
   *
   * @throws IllegalStateException if a row has a class that the model has no label for
   */
  public List<Region> regions(PageRows rows, LayoutParameters parameters) {
    List<Detection> detections = IntStream.range(0, rows.size()).mapToObj(rows::detection).toList();
    detections = LayoutSteps.aboveThreshold(detections, parameters.threshold());
    if (parameters.nms().enabled()) {
      detections = LayoutSteps.suppress(detections, parameters.nms());
    }
    if (rows.ordered()) {
      detections = LayoutSteps.inReadingOrder(detections);
    }
    detections = LayoutSteps.onPage(detections, rows.width(), rows.height());
    return numbered(detections, rows.ordered(), parameters);
  }

  /**
   * {@code update_order_index}: numbers the regions of the running text from 1 without gaps; the
   * others, and all regions of a model without a reading order, have no number.
   */
  private List<Region> numbered(
      List<Detection> detections, boolean ordered, LayoutParameters parameters) {
    List<Region> regions = new ArrayList<>(detections.size());
    int next = 1;
    for (Detection detection : detections) {
      String label = label(detection.classId());
      boolean counts = ordered && !parameters.skipOrderLabels().contains(label);
      regions.add(
          new Region(
              detection.classId(),
              label,
              detection.score(),
              detection.x1(),
              detection.y1(),
              detection.x2(),
              detection.y2(),
              counts ? next++ : null));
    }
    return List.copyOf(regions);
  }

  private String label(int classId) {
    if (classId >= labels.size()) {
      throw new IllegalStateException(
          "A row has class %d, but the model has %d labels".formatted(classId, labels.size()));
    }
    return labels.get(classId);
  }
}
