package dev.quire.task.layout;

import java.util.Objects;

/**
 * What becomes of a page's boxes beyond threshold, suppression, order and clipping: the steps that
 * PaddleX's {@code LayoutAnalysisProcess} takes for its own clients. Models without a reading order
 * go through its {@code DetPostProcess} instead, which knows {@code largeImages}, {@code merging}
 * and {@code unclip} only; the rest is ignored for them.
 *
 * @param wholePixels whether coordinates are rounded to whole pixels before anything else, half to
 *     even, and cut to whole pixels at the end
 * @param largeImages whether an image that is nearly the whole page is dropped: a scan's background
 * @param merging which of nested boxes stay
 * @param shape what outlines regions get
 * @param unclip how boxes are stretched
 * @param overlaps whether of overlapping regions only one stays, see {@link OverlapFilter}
 */
public record Refinement(
    boolean wholePixels,
    boolean largeImages,
    Merging merging,
    ShapeMode shape,
    Unclip unclip,
    boolean overlaps) {

  /** Boxes as the model gives them, in fractions of pixels. */
  public static final Refinement NONE =
      new Refinement(false, false, Merging.none(), ShapeMode.RECT, Unclip.none(), false);

  /** What PaddleX does unless it is told otherwise. */
  public static final Refinement PADDLEX =
      new Refinement(true, true, Merging.none(), ShapeMode.AUTO, Unclip.none(), true);

  public Refinement {
    Objects.requireNonNull(merging, "merging");
    Objects.requireNonNull(shape, "shape");
    Objects.requireNonNull(unclip, "unclip");
  }

  /** The same with other merging. */
  public Refinement withMerging(Merging other) {
    return new Refinement(wholePixels, largeImages, other, shape, unclip, overlaps);
  }

  /** The same with other outlines. */
  public Refinement withShape(ShapeMode other) {
    return new Refinement(wholePixels, largeImages, merging, other, unclip, overlaps);
  }

  /** The same with other stretching. */
  public Refinement withUnclip(Unclip other) {
    return new Refinement(wholePixels, largeImages, merging, shape, other, overlaps);
  }

  /** The same with overlapping regions dropped or kept. */
  public Refinement withOverlaps(boolean other) {
    return new Refinement(wholePixels, largeImages, merging, shape, unclip, other);
  }

  /** What of it holds for a model that gives no reading order. */
  Refinement withoutOrder() {
    return new Refinement(false, largeImages, merging, ShapeMode.RECT, unclip, false);
  }
}
