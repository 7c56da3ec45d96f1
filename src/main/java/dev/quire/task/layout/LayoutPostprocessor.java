package dev.quire.task.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Turns a page's rows into its regions by the steps of PaddleX's {@code LayoutAnalysisProcess}
 * (layout_analysis/processors.py), for models without a reading order those of its {@code
 * DetPostProcess} (object_detection/processors.py): whole pixels, threshold, suppression of
 * overlaps, large images, merging, reading order, outlines, stretching, clipping, overlaps,
 * numbering. Which of them are taken is the parameters' choice.
 *
 * <p>Immutable and thread-safe.
 */
public final class LayoutPostprocessor {

  private static final String IMAGE = "image";

  /** Only models without a reading order have this label. */
  private static final String FORMULA = "formula";

  private final List<String> labels;
  private final OverlapFilter overlaps = new OverlapFilter();

  /**
   * For models of these classes, to the letter of PaddleX.
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
    Refinement refinement =
        rows.ordered() ? parameters.refinement() : parameters.refinement().withoutOrder();
    List<Detection> detections = detections(rows);
    if (refinement.wholePixels()) {
      detections = LayoutSteps.rounded(detections);
    }
    detections = likely(detections, parameters);
    if (parameters.nms().enabled()) {
      detections = LayoutSteps.suppress(detections, parameters.nms());
    }
    if (refinement.largeImages()) {
      detections =
          LayoutSteps.withoutLargeImages(
              detections, labels.indexOf(IMAGE), rows.width(), rows.height());
    }
    detections = Nesting.merge(detections, refinement.merging(), labels.indexOf(FORMULA));
    if (rows.ordered()) {
      detections = LayoutSteps.inReadingOrder(detections);
    }
    if (rows.masks().isPresent() && refinement.shape() != ShapeMode.RECT) {
      detections = outlines(rows, rows.masks().get(), refinement.shape()).trace(detections);
    }
    detections = LayoutSteps.unclipped(detections, refinement.unclip());
    detections =
        LayoutSteps.onPage(detections, rows.width(), rows.height(), refinement.wholePixels());
    List<Region> regions = detections.stream().map(this::region).toList();
    if (refinement.overlaps()) {
      regions = overlaps.apply(regions);
    }
    return rows.ordered() ? numbered(regions, parameters) : regions;
  }

  private static List<Detection> detections(PageRows rows) {
    return IntStream.range(0, rows.size())
        .mapToObj(row -> rows.detection(row).withRow(row))
        .toList();
  }

  private static List<Detection> likely(List<Detection> detections, LayoutParameters parameters) {
    return parameters.classThresholds().isEmpty()
        ? LayoutSteps.aboveThreshold(detections, parameters.threshold())
        : LayoutSteps.aboveThresholds(
            detections, parameters.classThresholds(), parameters.threshold());
  }

  private Outlines outlines(PageRows rows, Masks masks, ShapeMode shape) {
    return new Outlines(masks, rows.width(), rows.height(), shape);
  }

  /** Not yet numbered. */
  private Region region(Detection detection) {
    return new Region(
        detection.classId(),
        label(detection.classId()),
        detection.score(),
        detection.x1(),
        detection.y1(),
        detection.x2(),
        detection.y2(),
        null,
        detection.polygon());
  }

  /**
   * {@code update_order_index}: numbers the regions of the running text from 1 without gaps; the
   * others have no number.
   */
  private static List<Region> numbered(List<Region> regions, LayoutParameters parameters) {
    List<Region> numbered = new ArrayList<>(regions.size());
    int next = 1;
    for (Region region : regions) {
      boolean counts = !parameters.skipOrderLabels().contains(region.label());
      numbered.add(counts ? region.withOrder(next++) : region);
    }
    return List.copyOf(numbered);
  }

  private String label(int classId) {
    if (classId >= labels.size()) {
      throw new IllegalStateException(
          "A row has class %d, but the model has %d labels".formatted(classId, labels.size()));
    }
    return labels.get(classId);
  }
}
