package dev.quire.task.ocr.orientation;

import dev.quire.image.Bitmap;
import dev.quire.image.Interpolation;
import dev.quire.model.Preprocessing;

/**
 * How a page is brought to the size of PP-LCNet's doc_ori, as PaddleX does: its shorter side to
 * {@value #SHORT_SIDE} pixels by bilinear interpolation, its proportions kept, and its middle cut
 * out. Immutable and thread-safe.
 */
final class PageFitting {

  /** Pixels of the shorter side. */
  static final int SHORT_SIDE = 256;

  /**
   * Of a page that is more times as long as wide, only so much around its middle is resized: the
   * model sees a square alone, and a strip would become as long as memory.
   */
  static final int MOST_RATIO = 16;

  private static final int CHANNELS = Preprocessing.CHANNELS;

  /** Brings a page to the size. */
  FittedPage prepare(Bitmap page) {
    int side = Math.min(page.width(), page.height());
    Bitmap middle =
        middle(
            page,
            Math.min(page.width(), MOST_RATIO * side),
            Math.min(page.height(), MOST_RATIO * side));
    double scale = (double) SHORT_SIDE / side;
    Bitmap resized =
        middle.resized(
            (int) Math.rint(middle.height() * scale),
            (int) Math.rint(middle.width() * scale),
            Interpolation.LINEAR);
    byte[] pixels = middle(resized, FittedPage.SIDE, FittedPage.SIDE).bgr().clone();
    for (int at = 0; at < pixels.length; at += CHANNELS) {
      byte blue = pixels[at];
      pixels[at] = pixels[at + 2];
      pixels[at + 2] = blue;
    }
    return new FittedPage(pixels);
  }

  /** What is left and above is rounded down. */
  private static Bitmap middle(Bitmap page, int width, int height) {
    if (page.width() == width && page.height() == height) {
      return page;
    }
    int left = (page.width() - width) / 2;
    int top = (page.height() - height) / 2;
    byte[] pixels = new byte[Math.multiplyExact(width * CHANNELS, height)];
    for (int y = 0; y < height; y++) {
      System.arraycopy(
          page.bgr(),
          ((top + y) * page.width() + left) * CHANNELS,
          pixels,
          y * width * CHANNELS,
          width * CHANNELS);
    }
    return new Bitmap(width, height, pixels, page.drawNanos(), page.warnings());
  }
}
