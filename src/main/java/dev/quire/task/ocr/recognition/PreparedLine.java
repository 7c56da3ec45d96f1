package dev.quire.task.ocr.recognition;

import dev.quire.image.Point;
import dev.quire.image.Quad;

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

  /** At most so many bytes the line in a quad has, whichever side of it is its height. */
  public static long mostBytes(Quad quad) {
    double one = distance(quad.topLeft(), quad.topRight());
    double other = distance(quad.topRight(), quad.bottomRight());
    double ratio = Math.max(one, other) / Math.max(1, Math.min(one, other));
    long width = (long) Math.min(PaddedWidth.MOST, Math.ceil(HEIGHT * ratio) + HEIGHT);
    return HEIGHT * CHANNELS * width;
  }

  private static double distance(Point from, Point to) {
    return Math.hypot(to.x() - from.x(), to.y() - from.y());
  }

  /** Bytes this line holds while it waits in a queue. */
  public int sizeInBytes() {
    return bgr.length;
  }
}
