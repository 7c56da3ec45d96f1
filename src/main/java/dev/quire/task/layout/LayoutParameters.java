package dev.quire.task.layout;

import dev.quire.model.Model;
import dev.quire.model.Nms;
import java.util.Objects;
import java.util.Set;

/**
 * What a request may choose about its regions. It never touches the batch the page runs in.
 *
 * @param threshold score a region must exceed, 0 to 1
 * @param nms suppression of overlapping regions
 * @param skipOrderLabels labels whose regions stay outside the reading order
 */
public record LayoutParameters(double threshold, Nms nms, Set<String> skipOrderLabels) {

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

  public LayoutParameters {
    Objects.requireNonNull(nms, "nms");
    skipOrderLabels = Set.copyOf(skipOrderLabels);
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException("threshold must be between 0 and 1, not " + threshold);
    }
  }

  /** What a model's descriptor says. */
  public static LayoutParameters of(Model model) {
    return new LayoutParameters(model.threshold(), model.nms(), SKIP_ORDER_LABELS);
  }

  /**
   * The same with another threshold.
   *
   * @throws IllegalArgumentException if it is not between 0 and 1
   */
  public LayoutParameters withThreshold(double other) {
    return new LayoutParameters(other, nms, skipOrderLabels);
  }

  /** The same with other suppression. */
  public LayoutParameters withNms(Nms other) {
    return new LayoutParameters(threshold, other, skipOrderLabels);
  }
}
