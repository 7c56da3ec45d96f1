package dev.quire.image;

/**
 * One line of text, cut out of its page and laid level, as large as it was on the page.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param bgr blue, green, red, 8 bits a channel, row-major height × width × 3; handed over, not
 *     copied: nobody may change it
 */
public record LineImage(int width, int height, byte[] bgr) {

  private static final int CHANNELS = 3;

  public LineImage {
    if (width < 1 || height < 1 || (long) width * height * CHANNELS != bgr.length) {
      throw new IllegalArgumentException(
          "A line of %dx%d takes %d bytes, not %d"
              .formatted(width, height, (long) width * height * CHANNELS, bgr.length));
    }
  }

  /** The line turned by 180°. */
  public LineImage turned() {
    byte[] turned = new byte[bgr.length];
    for (int from = 0, to = bgr.length - CHANNELS; to >= 0; from += CHANNELS, to -= CHANNELS) {
      turned[to] = bgr[from];
      turned[to + 1] = bgr[from + 1];
      turned[to + 2] = bgr[from + 2];
    }
    return new LineImage(width, height, turned);
  }
}
