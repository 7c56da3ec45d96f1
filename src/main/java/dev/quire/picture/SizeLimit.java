package dev.quire.picture;

/**
 * How large a picture may be. A larger page is shrunk as a whole; a smaller one stays as it is.
 *
 * @param maxWidth columns, at least 1
 * @param maxHeight rows, at least 1
 */
public record SizeLimit(int maxWidth, int maxHeight) {

  public SizeLimit {
    if (maxWidth < 1 || maxHeight < 1) {
      throw new IllegalArgumentException(
          "A picture must be allowed at least one pixel, not %d×%d".formatted(maxWidth, maxHeight));
    }
  }

  /** Pictures of the pages' own size. */
  public static SizeLimit none() {
    return new SizeLimit(Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  /** PaddleX's {@code max_output_img_size}: 2000×2000. */
  public static SizeLimit paddlex() {
    return new SizeLimit(2000, 2000);
  }

  /** How many pixels the picture of a page has, or a few more. */
  public long pixels(int width, int height) {
    double factor = factor(width, height);
    return (long) (Math.ceil(width * factor) * Math.ceil(height * factor));
  }

  /** What a page's sides are multiplied by, over 0 to 1. */
  double factor(int width, int height) {
    return Math.min(1, Math.min((double) maxWidth / width, (double) maxHeight / height));
  }
}
