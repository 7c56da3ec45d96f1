package dev.quire.picture;

import dev.quire.image.Drawing;
import dev.quire.image.DrawingLeftOutException;
import dev.quire.image.PageImage;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Cuts parts out of a page, such as its figures. Immutable and thread-safe; memory and time are
 * those of {@link PagePainter}.
 */
public final class PartCutter {

  private final Drawing drawing;
  private final PageLoader loader = new PageLoader();
  private final PictureEncoder encoder = new PictureEncoder();

  /** Cuts where this program can write pictures. */
  public PartCutter() {
    this(Drawing.ofThisProgram());
  }

  PartCutter(Drawing drawing) {
    this.drawing = drawing;
  }

  /** A part, in pixels of the page; what lies outside of the page is left out. */
  public record Part(double left, double top, double right, double bottom) {}

  /**
   * Cuts them.
   *
   * @param page never changed; decoded once
   * @param limit how large the page may be; a larger one is shrunk before it is cut
   * @return a file for each part, in the same order, of at least one pixel
   * @throws dev.quire.image.InvalidImageException if the page turns out to be damaged
   * @throws DrawingLeftOutException if this program cannot write pictures
   */
  public List<byte[]> cut(PageImage page, List<Part> parts, SizeLimit limit, PictureFormat format) {
    if (drawing != Drawing.INCLUDED) {
      throw new DrawingLeftOutException("Pictures are not drawn");
    }
    if (parts.isEmpty()) {
      return List.of();
    }
    BufferedImage pixels = loader.load(page, limit);
    double across = (double) pixels.getWidth() / page.width();
    double down = (double) pixels.getHeight() / page.height();
    return parts.stream()
        .map(
            part -> {
              int left = within(Math.floor(part.left() * across), 0, pixels.getWidth() - 1);
              int top = within(Math.floor(part.top() * down), 0, pixels.getHeight() - 1);
              int right = within(Math.ceil(part.right() * across), left + 1, pixels.getWidth());
              int bottom = within(Math.ceil(part.bottom() * down), top + 1, pixels.getHeight());
              return encoder.encode(
                  loader.copy(pixels.getSubimage(left, top, right - left, bottom - top)), format);
            })
        .toList();
  }

  private static int within(double value, int least, int most) {
    return (int) Math.max(least, Math.min(most, value));
  }
}
