package dev.quire.document;

import dev.quire.image.ImageLimits;
import java.time.Duration;

/**
 * How documents are read and what they may cost.
 *
 * @param dpi pixels to the inch that PDF pages are drawn with, {@value #MIN_DPI} to {@value
 *     #MAX_DPI}
 * @param limits the size of a page in pixels, drawn or decoded, and of a picture on a PDF page
 * @param maxInflatedBytes most bytes that the unfolded streams of a PDF file may take where PDFBox
 *     keeps them; 1 to 2,147,483,647
 * @param maxDrawTime longest that a PDF page may take to draw, positive
 */
public record DocumentSettings(
    int dpi, ImageLimits limits, long maxInflatedBytes, Duration maxDrawTime) {

  /** Coarser than this no text can be told from a line. */
  public static final int MIN_DPI = 36;

  /** The finest that scanners are used with. */
  public static final int MAX_DPI = 600;

  /** A page of so many pixels fills the largest array: 3 bytes to the pixel. */
  private static final long MAX_PIXELS = (Integer.MAX_VALUE - 8) / 3;

  public DocumentSettings {
    if (dpi < MIN_DPI || dpi > MAX_DPI) {
      throw new IllegalArgumentException(
          "dpi must be between %d and %d, not %d".formatted(MIN_DPI, MAX_DPI, dpi));
    }
    if (limits.maxPixels() > MAX_PIXELS) {
      throw new IllegalArgumentException(
          "Pages can be drawn with at most %d pixels, not %d"
              .formatted(MAX_PIXELS, limits.maxPixels()));
    }
    if (maxInflatedBytes < 1 || maxInflatedBytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "maxInflatedBytes must be between 1 and %d, not %d"
              .formatted(Integer.MAX_VALUE, maxInflatedBytes));
    }
    if (maxDrawTime.isNegative() || maxDrawTime.isZero()) {
      throw new IllegalArgumentException("maxDrawTime must be positive, not " + maxDrawTime);
    }
  }

  /**
   * 144 dpi, at which PaddleX draws PDF pages; pages within {@link ImageLimits#defaults()}; streams
   * of up to 256 MiB, which is more than an A3 page scanned in colour at 600 dpi; 30 s a page.
   */
  public static DocumentSettings defaults() {
    return new DocumentSettings(144, ImageLimits.defaults(), 256L << 20, Duration.ofSeconds(30));
  }
}
