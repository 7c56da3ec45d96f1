package dev.quire.picture;

/** What a picture shows. A {@link LinePainter} draws lines of text in the place of regions. */
public sealed interface Subject {

  /** The page as it came, with nothing drawn on it: PaddleX's {@code inputImage}. */
  record Page() implements Subject {}

  /**
   * Every region with its label and score: PaddleX's {@code layout_det_res}.
   *
   * @param numbered whether the label comes after the region's place in the reading order
   */
  record Regions(boolean numbered) implements Subject {}

  /**
   * The reading order in numbers: PaddleX's {@code layout_order_res}. Regions without a place in it
   * are drawn faintly.
   *
   * @param arrows whether an arrow leads from each region to the next
   */
  record ReadingOrder(boolean arrows) implements Subject {}
}
