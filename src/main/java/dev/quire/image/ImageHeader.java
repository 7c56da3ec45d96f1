package dev.quire.image;

/**
 * What a file says of its image before any pixel is decoded.
 *
 * @param width stored columns, before the orientation is applied
 * @param height stored rows, before the orientation is applied
 * @param orientation EXIF/TIFF orientation, 1 to 8; 1 where the file says nothing
 * @param alpha how the pixels carry transparency, if they do
 * @param sampleBytes bytes that the decoder hands out for each sample, 1 or 2
 * @param workBytes bytes that the decoder itself holds for each pixel while it works, at most: the
 *     coefficients of a progressive JPEG, a strip as large as the page
 */
public record ImageHeader(
    ImageFormat format,
    int width,
    int height,
    int orientation,
    Alpha alpha,
    int sampleBytes,
    int workBytes) {

  private static final int COLOURS = 3;

  /** What a pixel's fourth value means for its first three. */
  public enum Alpha {
    /** There is none. */
    NONE,
    /** The colours are the paint's own. */
    STRAIGHT,
    /** The colours are already weakened by it. */
    PREMULTIPLIED,
    /**
     * The file does not say what it is. It is taken as {@link #STRAIGHT}, and as nothing if it is 0
     * everywhere.
     */
    SUPPOSED
  }

  /**
   * Bytes of native memory that decoding the image takes at its worst: what the decoder hands out
   * and holds itself, and where anything is left to do, such as 16 bits to bring to 8, transparency
   * to lay on white or the page to turn, the picture that this makes.
   */
  public long decodingBytes() {
    int samples = alpha == Alpha.NONE ? COLOURS : COLOURS + 1;
    boolean converted = sampleBytes > 1 || alpha != Alpha.NONE || orientation != 1;
    long perPixel = (long) samples * sampleBytes + workBytes + (converted ? samples : 0);
    return perPixel * width * height;
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
