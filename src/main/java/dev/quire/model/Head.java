package dev.quire.model;

import java.util.List;
import java.util.Objects;

/** What a detection graph hands out, and with that what is left to do until there are boxes. */
public sealed interface Head {

  /**
   * A row for each detection: the graph decodes its boxes itself.
   *
   * @param boxes what the rows' coordinates count
   */
  record Rows(BoxUnit boxes) implements Head {

    public Rows {
      Objects.requireNonNull(boxes, "boxes");
    }
  }

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
