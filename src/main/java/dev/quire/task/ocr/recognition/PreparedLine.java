package dev.quire.task.ocr.recognition;

import dev.quire.image.LineImage;

/**
 * A line ready to be read.
 *
 * @param bucket columns with padding; lines of one batch share it
 * @param width columns of {@code bgr}
 * @param bgr blue, green, red, 8 bits a channel, row-major {@value #HEIGHT} × width × 3; handed
 *     over, not copied: nobody may change it
 */
public record PreparedLine(int bucket, int width, byte[] bgr) {

  /** Rows of every line. */
  public static final int HEIGHT = 48;

  static final int CHANNELS = 3;

  /** A model has a column for so many pixels of a line's width. */
  static final int STRIDE = 8;

  public PreparedLine {
    if (width < 1 || width > bucket || bgr.length != HEIGHT * width * CHANNELS) {
      throw new IllegalArgumentException(
          "A line of %d of %d columns does not take %d bytes".formatted(width, bucket, bgr.length));
    }
  }

  /**
   * Bytes that a line will hold.
   *
   * @param padded columns with padding, from {@link PaddedWidth}
   */
  public static long sizeInBytes(LineImage line, int padded) {
    return (long) HEIGHT * CHANNELS * width(line, padded);
  }

  /** Columns of a line at this height, squeezed into its padded width where it is wider. */
  static int width(LineImage line, int padded) {
    return (int) Math.min(PaddedWidth.natural(line), padded);
  }

  /** Bytes this line holds while it waits in a queue. */
  public int sizeInBytes() {
    return bgr.length;
  }
}
