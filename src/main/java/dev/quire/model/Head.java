package dev.quire.model;

import java.util.List;
import java.util.Objects;

/** What a detection graph hands out, and with that what is left to do until there are boxes. */
public sealed interface Head {

  /**
   * The descriptor does not say: the graph's outputs tell. Called as {@link Detr} calls them, they
   * are that; else they are rows with boxes in pixels of the page.
   *
   * @param masks whether the detections' masks are wanted
   */
  record Unsaid(boolean masks) implements Head {}

  /**
   * A row for each detection: the graph decodes its boxes itself.
   *
   * @param boxes what the rows' coordinates count
   * @param masks whether the rows' masks are wanted, which the graph must have then
   */
  record Rows(BoxUnit boxes, boolean masks) implements Head {

    public Rows {
      Objects.requireNonNull(boxes, "boxes");
    }

    /** Rows without masks. */
    public Rows(BoxUnit boxes) {
      this(boxes, false);
    }
  }

  /**
   * DETR without its last steps, as Hugging Face's transformers export it: {@code logits} of each
   * query and class, {@code pred_boxes}, and perhaps {@code order_logits} and {@code out_masks}.
   *
   * @param masks whether the detections' masks are wanted, which the graph must have then
   */
  record Detr(boolean masks) implements Head {}

  /**
   * PicoDet without its last steps: for each stride a map of scores and one of distributions of the
   * distances from a cell's centre to the four edges.
   *
   * @param strides pixels of the input from one cell to the next, smallest first
   * @param threshold score that a box must exceed to be looked at, 0 to 1; what requests ask for
   *     beneath it is not there
   * @param overlap intersection over union above which the weaker of two boxes of one class is
   *     dropped, above 0 and at most 1
   */
  record PicoDet(List<Integer> strides, double threshold, double overlap) implements Head {

    /** The strides of the published layout models. */
    public static final List<Integer> STRIDES = List.of(8, 16, 32, 64);

    /** The score from which PaddleOCR's {@code PicoDetPostProcess} looks at a box. */
    public static final double THRESHOLD = 0.4;

    /** The overlap above which PaddleOCR's {@code PicoDetPostProcess} drops a box. */
    public static final double OVERLAP = 0.5;

    public PicoDet {
      strides = List.copyOf(strides);
      if (strides.isEmpty()) {
        throw new IllegalArgumentException("fpn_stride is empty; expected at least one stride");
      }
      for (int i = 0; i < strides.size(); i++) {
        if (strides.get(i) < 1 || i > 0 && strides.get(i) <= strides.get(i - 1)) {
          throw new IllegalArgumentException(
              "fpn_stride is %s; expected positive numbers, smallest first".formatted(strides));
        }
      }
      if (!(threshold >= 0 && threshold <= 1)) {
        throw new IllegalArgumentException("score_threshold must be 0 to 1, not " + threshold);
      }
      if (!(overlap > 0 && overlap <= 1)) {
        throw new IllegalArgumentException(
            "nms_threshold must be above 0 and at most 1, not " + overlap);
      }
    }
  }
}
