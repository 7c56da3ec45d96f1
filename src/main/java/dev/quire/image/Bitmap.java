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

  private static final int CHANNELS = 3;

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

  /**
   * The page with more to the right and below, all of one colour.
   *
   * @param height rows, at least as many as there are
   * @param width columns, at least as many as there are
   * @param blue 0 to 255
   * @param green 0 to 255
   * @param red 0 to 255
   * @return this page itself if it has that size
   * @throws IllegalArgumentException if the page is larger
   */
  public Bitmap extended(int height, int width, int blue, int green, int red) {
    if (height < this.height || width < this.width) {
      throw new IllegalArgumentException(
          "A page of %dx%d cannot be extended to %dx%d"
              .formatted(this.width, this.height, width, height));
    }
    if (height == this.height && width == this.width) {
      return this;
    }
    byte[] colour = {(byte) blue, (byte) green, (byte) red};
    byte[] pixels = new byte[Math.multiplyExact(height * CHANNELS, width)];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = colour[i % CHANNELS];
    }
    int row = this.width * CHANNELS;
    for (int y = 0; y < this.height; y++) {
      System.arraycopy(bgr, y * row, pixels, y * width * CHANNELS, row);
    }
    return new Bitmap(width, height, pixels, drawNanos, warnings);
  }

  /**
   * The page with its last column repeated to the right and its last row repeated below.
   *
   * @param height rows, at least as many as there are
   * @param width columns, at least as many as there are
   * @return this page itself if it has that size
   * @throws IllegalArgumentException if the page is larger
   */
  public Bitmap continued(int height, int width) {
    Bitmap larger = extended(height, width, 0, 0, 0);
    if (larger == this) {
      return this;
    }
    byte[] pixels = larger.bgr;
    int row = width * CHANNELS;
    int end = this.width * CHANNELS;
    for (int y = 0; y < this.height; y++) {
      for (int at = y * row + end; at < (y + 1) * row; at++) {
        pixels[at] = pixels[at - CHANNELS];
      }
    }
    for (int y = this.height; y < height; y++) {
      System.arraycopy(pixels, (this.height - 1) * row, pixels, y * row, row);
    }
    return larger;
  }

  /**
   * The page brought straight to a size, without keeping its proportions, as {@code cv2.resize}
   * does.
   *
   * @param height rows, at least 1
   * @param width columns, at least 1
   * @return this page itself if it has that size
   */
  public Bitmap resized(int height, int width, Interpolation interpolation) {
    if (height == this.height && width == this.width) {
      return this;
    }
    try (DecodedImage image = DecodedImage.copyOf(this)) {
      return image.resized(height, width, interpolation, drawNanos);
    }
  }
}
