package dev.quire.image;

import dev.quire.image.InvalidImageException.Reason;
import java.util.Objects;

/**
 * How large an image may declare itself to be, and what becomes of it if it is damaged. The limits
 * are held against the file's header, before any pixel is decoded, so that a small file cannot
 * claim a large memory.
 *
 * @param maxPixels width times height, at most {@value #PIXEL_CEILING}
 * @param maxSide longest side in pixels
 * @param minSide shortest side in pixels, at least 1
 * @param damage what becomes of a damaged image that can be shown all the same
 */
public record ImageLimits(long maxPixels, int maxSide, int minSide, Damage damage) {

  /** OpenCV's own limit on decoded pixels ({@code CV_IO_MAX_IMAGE_PIXELS}), 2^30. */
  public static final long PIXEL_CEILING = 1L << 30;

  public ImageLimits {
    Objects.requireNonNull(damage, "damage");
    if (maxPixels < 1 || maxPixels > PIXEL_CEILING) {
      throw new IllegalArgumentException(
          "maxPixels must be between 1 and %d, not %d".formatted(PIXEL_CEILING, maxPixels));
    }
    if (minSide < 1) {
      throw new IllegalArgumentException("minSide must be at least 1, not " + minSide);
    }
    if (maxSide < minSide) {
      throw new IllegalArgumentException(
          "maxSide must be at least minSide %d, not %d".formatted(minSide, maxSide));
    }
  }

  /** Limits of size, damaged images being shown with a warning. */
  public ImageLimits(long maxPixels, int maxSide, int minSide) {
    this(maxPixels, maxSide, minSide, Damage.WARN);
  }

  /**
   * 100 megapixels, sides of 1 to 20,000 pixels. An A3 page scanned at 600 dpi has 70 megapixels
   * and a side of 9,921; 100 megapixels decode to 300 MB.
   */
  public static ImageLimits defaults() {
    return new ImageLimits(100_000_000L, 20_000, 1);
  }

  /**
   * Holds a declared size against the limits.
   *
   * @throws InvalidImageException TOO_LARGE for the area, else BAD_DIMENSIONS for a side out of
   *     range
   */
  void check(long width, long height) {
    if (width < 1 || height < 1) {
      throw new InvalidImageException(
          Reason.BAD_DIMENSIONS, "The image declares a size of %d×%d".formatted(width, height));
    }
    if (width > maxPixels / height) {
      throw new InvalidImageException(
          Reason.TOO_LARGE,
          "The image is %d×%d pixels; at most %d pixels are accepted"
              .formatted(width, height, maxPixels));
    }
    if (Math.min(width, height) < minSide || Math.max(width, height) > maxSide) {
      throw new InvalidImageException(
          Reason.BAD_DIMENSIONS,
          "The image is %d×%d pixels; each side must be between %d and %d"
              .formatted(width, height, minSide, maxSide));
    }
  }
}
