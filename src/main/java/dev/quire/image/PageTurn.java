package dev.quire.image;

import java.util.Objects;

/**
 * Between a page as it was sent and the same page turned upright. Immutable and thread-safe.
 *
 * @param angle how the page that was sent stands
 * @param width columns of the page that was sent, at least 1
 * @param height rows of the page that was sent, at least 1
 */
public record PageTurn(PageAngle angle, int width, int height) {

  private static final int CHANNELS = 3;

  /** Rows that are read across while they are in the processor's cache. */
  private static final int BAND = 32;

  public PageTurn {
    Objects.requireNonNull(angle, "angle");
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("A page of %dx%d".formatted(width, height));
    }
  }

  /** Whether the page stands upright as it was sent. */
  public boolean isNone() {
    return angle == PageAngle.UPRIGHT;
  }

  /** Columns of the upright page. */
  public int uprightWidth() {
    return angle.swapsSides() ? height : width;
  }

  /** Rows of the upright page. */
  public int uprightHeight() {
    return angle.swapsSides() ? width : height;
  }

  /** Where a place of the upright page is on the page that was sent. */
  public Point sent(Point upright) {
    return switch (angle) {
      case UPRIGHT -> upright;
      case QUARTER -> new Point(width - upright.y(), upright.x());
      case HALF -> new Point(width - upright.x(), height - upright.y());
      case THREE_QUARTERS -> new Point(upright.y(), height - upright.x());
    };
  }

  /** Where a place of the page that was sent is on the upright page. */
  public Point upright(Point sent) {
    return switch (angle) {
      case UPRIGHT -> sent;
      case QUARTER -> new Point(sent.y(), width - sent.x());
      case HALF -> new Point(width - sent.x(), height - sent.y());
      case THREE_QUARTERS -> new Point(height - sent.y(), sent.x());
    };
  }

  /** The same of four corners, which keep their order: the first is where the text begins. */
  public Quad sent(Quad upright) {
    return new Quad(
        sent(upright.topLeft()),
        sent(upright.topRight()),
        sent(upright.bottomRight()),
        sent(upright.bottomLeft()));
  }

  /** The same of four corners, which keep their order. */
  public Quad upright(Quad sent) {
    return new Quad(
        upright(sent.topLeft()),
        upright(sent.topRight()),
        upright(sent.bottomRight()),
        upright(sent.bottomLeft()));
  }

  /**
   * The page turned upright, pixel for pixel.
   *
   * @return the page itself if it stands so
   * @throws IllegalArgumentException if the page has another size
   */
  public Bitmap upright(Bitmap sent) {
    if (sent.width() != width || sent.height() != height) {
      throw new IllegalArgumentException(
          "A page of %dx%d, not %dx%d".formatted(sent.width(), sent.height(), width, height));
    }
    if (isNone()) {
      return sent;
    }
    return new Bitmap(
        uprightWidth(), uprightHeight(), upright(sent.bgr()), sent.drawNanos(), sent.warnings());
  }

  /**
   * The pixels of the page turned upright, of three channels in whichever order.
   *
   * @param sent row-major height × width × 3
   * @throws IllegalArgumentException if they are more or fewer
   */
  byte[] upright(byte[] sent) {
    if (sent.length != (long) CHANNELS * width * height) {
      throw new IllegalArgumentException(
          "A page of %dx%d does not take %d bytes".formatted(width, height, sent.length));
    }
    byte[] pixels = new byte[sent.length];
    for (int band = 0; band < uprightHeight(); band += BAND) {
      int end = Math.min(band + BAND, uprightHeight());
      for (int x = 0; x < uprightWidth(); x++) {
        for (int y = band; y < end; y++) {
          int from = CHANNELS * source(x, y);
          int to = CHANNELS * (y * uprightWidth() + x);
          pixels[to] = sent[from];
          pixels[to + 1] = sent[from + 1];
          pixels[to + 2] = sent[from + 2];
        }
      }
    }
    return pixels;
  }

  /** Which pixel of the page that was sent comes to a column and row of the upright page. */
  private int source(int x, int y) {
    return switch (angle) {
      case UPRIGHT -> y * width + x;
      case QUARTER -> x * width + width - 1 - y;
      case HALF -> (height - 1 - y) * width + width - 1 - x;
      case THREE_QUARTERS -> (height - 1 - x) * width + y;
    };
  }
}
