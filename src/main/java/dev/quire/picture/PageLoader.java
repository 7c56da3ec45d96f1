package dev.quire.picture;

import dev.quire.image.Interpolation;
import dev.quire.image.PageImage;
import dev.quire.image.PreparedImage;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/** Turns a page into pixels to draw on, shrunk to a limit. Stateless and thread-safe. */
final class PageLoader {

  /**
   * Decodes a page and shrinks it by averaging.
   *
   * @return of type {@link BufferedImage#TYPE_3BYTE_BGR}
   * @throws dev.quire.image.InvalidImageException if the page turns out to be damaged
   */
  BufferedImage load(PageImage page, SizeLimit limit) {
    double factor = limit.factor(page.width(), page.height());
    PreparedImage prepared =
        page.prepare(
            side(page.height(), factor),
            side(page.width(), factor),
            factor < 1 ? Interpolation.AREA : Interpolation.NEAREST);
    return pixels(prepared.targetWidth(), prepared.targetHeight(), prepared.pixels());
  }

  /** The same pixels once more. */
  BufferedImage copy(BufferedImage pixels) {
    BufferedImage copy = new BufferedImage(pixels.getWidth(), pixels.getHeight(), pixels.getType());
    pixels.copyData(copy.getRaster());
    return copy;
  }

  private static int side(int side, double factor) {
    return (int) Math.max(1, Math.round(side * factor));
  }

  private static BufferedImage pixels(int width, int height, byte[] rgb) {
    // The type that is encoded without conversion.
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    for (int at = 0; at < bgr.length; at += 3) {
      bgr[at] = rgb[at + 2];
      bgr[at + 1] = rgb[at + 1];
      bgr[at + 2] = rgb[at];
    }
    return image;
  }
}
