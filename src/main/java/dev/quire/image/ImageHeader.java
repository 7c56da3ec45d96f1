package dev.quire.image;

/**
 * What a file says of its image before any pixel is decoded.
 *
 * @param width stored columns, before the orientation is applied
 * @param height stored rows, before the orientation is applied
 * @param orientation EXIF/TIFF orientation, 1 to 8; 1 where the file says nothing
 * @param alpha how the pixels carry transparency, if they do
 */
public record ImageHeader(ImageFormat format, int width, int height, int orientation, Alpha alpha) {

  /** What a pixel's fourth value means for its first three. */
  public enum Alpha {
    /** There is none. */
    NONE,
    /** The colours are the paint's own. */
    STRAIGHT,
    /** The colours are already weakened by it. */
    PREMULTIPLIED
  }

  /** Whether the orientation turns the page by 90 degrees, so that width and height swap. */
  public boolean turned() {
    return orientation >= 5;
  }

  /** Columns of the upright picture. */
  public int uprightWidth() {
    return turned() ? height : width;
  }

  /** Rows of the upright picture. */
  public int uprightHeight() {
    return turned() ? width : height;
  }
}
