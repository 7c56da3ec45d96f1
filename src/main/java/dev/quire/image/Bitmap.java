package dev.quire.image;

import java.util.List;

/**
 * A page that is pixels already, such as one drawn from a vector document.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param bgr blue, green, red, 8 bits a channel, row-major height × width × 3; handed over, not
 *     copied: nobody may change it
 * @param drawNanos time it took to make, which {@link PreparedImage#decodeNanos()} reports
 * @param warnings what was not drawn faithfully
 */
public record Bitmap(int width, int height, byte[] bgr, long drawNanos, List<PageWarning> warnings)
    implements PageImage {

  public Bitmap {
    warnings = List.copyOf(warnings);
    if (width < 1 || height < 1 || (long) width * height * 3 != bgr.length) {
      throw new IllegalArgumentException(
          "A bitmap of %dx%d takes %d bytes, not %d"
              .formatted(width, height, (long) width * height * 3, bgr.length));
    }
  }

  /** A page that is faithful. */
  public Bitmap(int width, int height, byte[] bgr, long drawNanos) {
    this(width, height, bgr, drawNanos, List.of());
  }

  @Override
  public Bitmap bitmap() {
    return this;
  }

  @Override
  public PreparedImage prepare(int targetHeight, int targetWidth, Interpolation interpolation) {
    long start = System.nanoTime();
    try (DecodedImage image = DecodedImage.copyOf(this)) {
      long copyNanos = System.nanoTime() - start;
      return image.prepare(targetHeight, targetWidth, interpolation, drawNanos + copyNanos);
    }
  }
}
