package dev.quire.task.layout;

import static java.util.stream.Collectors.toMap;

import dev.quire.model.Model;
import dev.quire.model.Nms;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a request may choose about its regions. It never touches the batch the page runs in.
 *
 * @param threshold score a region must exceed, 0 to 1, if there is none for its class
 * @param classThresholds the same by class id. Where there are any, regions that nothing else
 *     orders come in the order of their classes
 * @param nms suppression of overlapping regions
 * @param refinement what else is done to the boxes
 * @param skipOrderLabels labels whose regions stay outside the reading order
 */
public record LayoutParameters(
    double threshold,
    Map<Integer, Double> classThresholds,
    Nms nms,
    Refinement refinement,
    Set<String> skipOrderLabels) {

  /** PaddleX's {@code SKIP_ORDER_LABELS}: figures, tables and the furniture of the page. */
  public static final Set<String> SKIP_ORDER_LABELS =
      Set.of(
          "figure_title",
          "vision_footnote",
          "image",
          "chart",
          "table",
          "header",
          "header_image",
          "footer",
          "footer_image",
          "footnote",
          "aside_text");

  /** What PaddleX takes for a class that a request's thresholds by class leave out. */
  public static final double PADDLEX_CLASS_THRESHOLD = 0.5;

  /** The threshold of PaddleX's pipeline PaddleOCR-VL. */
  private static final double PIPELINE_THRESHOLD = 0.3;

  /** The classes of which PaddleOCR-VL keeps the outer one of nested boxes; of others both. */
  private static final Set<String> PIPELINE_LARGE =
      Set.of("chart", "display_formula", "doc_title", "inline_formula", "paragraph_title");

  public LayoutParameters {
    Objects.requireNonNull(nms, "nms");
    Objects.requireNonNull(refinement, "refinement");
    classThresholds = Map.copyOf(classThresholds);
    skipOrderLabels = Set.copyOf(skipOrderLabels);
    requireThreshold("threshold", threshold);
    classThresholds.forEach(
        (classId, value) -> requireThreshold("threshold of class " + classId, value));
  }

  /** One threshold for all, boxes as the model gives them. */
  public LayoutParameters(double threshold, Nms nms, Set<String> skipOrderLabels) {
    this(threshold, Map.of(), nms, Refinement.NONE, skipOrderLabels);
  }

  /**
   * What a model's descriptor says, boxes as the model gives them: rounding, merging and dropping
   * can be done by whoever reads the answer, but not undone.
   */
  public static LayoutParameters of(Model model) {
    return new LayoutParameters(model.threshold(), model.nms(), SKIP_ORDER_LABELS);
  }

  /**
   * What a client of PaddleX's pipeline PaddleOCR-VL gets who chooses nothing: threshold 0.3,
   * suppression, {@link MergeMode#LARGE} for titles, formulas and charts, outlines, no overlaps.
   * The model's own threshold and suppression do not count.
   */
  public static LayoutParameters paddleX(Model model) {
    Map<Integer, MergeMode> modes =
        IntStream.range(0, model.labels().size())
            .filter(classId -> PIPELINE_LARGE.contains(model.labels().get(classId)))
            .boxed()
            .collect(toMap(classId -> classId, classId -> MergeMode.LARGE));
    return new LayoutParameters(
        PIPELINE_THRESHOLD,
        Map.of(),
        Nms.standard(),
        Refinement.PADDLEX
            .withMerging(new Merging.PerClass(modes))
            .withUnclip(new Unclip.Everywhere(new Unclip.Ratio(1, 1))),
        SKIP_ORDER_LABELS);
  }

  /**
   * What a client of PaddleX gets who runs the model alone and chooses nothing: threshold and
   * suppression from the descriptor, outlines, no overlaps.
   */
  public static LayoutParameters paddleXAlone(Model model) {
    return of(model).withRefinement(Refinement.PADDLEX);
  }

  /**
   * The same with another threshold, for all classes.
   *
   * @throws IllegalArgumentException if it is not between 0 and 1
   */
  public LayoutParameters withThreshold(double other) {
    return new LayoutParameters(other, Map.of(), nms, refinement, skipOrderLabels);
  }

  /**
   * The same with a threshold for each class.
   *
   * @param others by class id; for classes left out {@value #PADDLEX_CLASS_THRESHOLD} holds
   * @throws IllegalArgumentException if one is not between 0 and 1
   */
  public LayoutParameters withThresholds(Map<Integer, Double> others) {
    return new LayoutParameters(PADDLEX_CLASS_THRESHOLD, others, nms, refinement, skipOrderLabels);
  }

  /** The same with other suppression. */
  public LayoutParameters withNms(Nms other) {
    return new LayoutParameters(threshold, classThresholds, other, refinement, skipOrderLabels);
  }

  /** The same with something else done to the boxes. */
  public LayoutParameters withRefinement(Refinement other) {
    return new LayoutParameters(threshold, classThresholds, nms, other, skipOrderLabels);
  }

  /** The same with other labels outside the reading order. */
  public LayoutParameters withSkipOrderLabels(Set<String> others) {
    return new LayoutParameters(threshold, classThresholds, nms, refinement, others);
  }

  private static void requireThreshold(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be between 0 and 1, not " + value);
    }
  }
}
