package dev.quire.task.ocr.detection;

/**
 * The size of a page in its own pixels.
 *
 * @param height rows, at least 1
 * @param width columns, at least 1
 */
public record PageSize(int height, int width) {

  /** Pages whose sides add up to less get a border. */
  private static final int LEAST_SUM = 64;

  /** What each side is brought to by the border. */
  private static final int LEAST_SIDE = 32;

  public PageSize {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException("A page of %dx%d".formatted(width, height));
    }
  }

  /**
   * The size with the black border that tiny pages get on the right and below before they are
   * resized; the same size for all others.
   */
  public PageSize bordered() {
    return height + width < LEAST_SUM
        ? new PageSize(Math.max(LEAST_SIDE, height), Math.max(LEAST_SIDE, width))
        : this;
  }
}
