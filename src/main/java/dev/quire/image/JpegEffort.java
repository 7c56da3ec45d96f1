package dev.quire.image;

/**
 * Bounds what decoding JPEG data takes: each scan may go over the whole picture, is nearly free to
 * write and dear to decode. Encoders write about ten. Not thread-safe.
 */
final class JpegEffort {

  /** libjpeg-turbo's own advice. */
  private static final int MOST_SCANS = 500;

  /** As many are decoded of whatever size, which has limits of its own. */
  private static final int FEW_SCANS = 20;

  /** As many scans of 100 megapixels. */
  private static final long MOST_PIXELS = FEW_SCANS * 100_000_000L;

  private long pixels;

  /**
   * Counts the scans of a picture.
   *
   * @throws InvalidImageException CORRUPT if they are too many, alone or with those before
   */
  void add(int scans, int width, int height) {
    pixels += (long) scans * width * height;
    if (scans > MOST_SCANS || scans > FEW_SCANS && pixels > MOST_PIXELS) {
      throw ByteReader.corrupt(
          "%d scans of %d×%d pixels are more than are decoded".formatted(scans, width, height));
    }
  }
}
