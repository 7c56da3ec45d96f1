package dev.quire.picture;

import dev.quire.image.Drawing;
import dev.quire.image.DrawingLeftOutException;
import dev.quire.image.PageImage;
import dev.quire.task.layout.Region;
import java.util.List;
import java.util.Optional;

/**
 * Draws what a model found on its page. Lines, labels and numbers follow the page's size; labels
 * stand on the page, beside their regions and not on each other; text is drawn from outlines of the
 * service's own, so that a picture is the same on every host.
 *
 * <p>Immutable and thread-safe. A call holds about 6 bytes of heap for each pixel of the picture
 * besides the file, and the page's native memory while it is decoded. It takes tens of milliseconds
 * a megapixel and belongs on a worker thread.
 */
public final class PagePainter {

  private final Optional<RegionPainter> painter;

  public PagePainter() {
    this(Drawing.ofThisProgram());
  }

  PagePainter(Drawing drawing) {
    this.painter =
        drawing == Drawing.INCLUDED ? Optional.of(new RegionPainter()) : Optional.empty();
  }

  /**
   * Draws regions on their page.
   *
   * @param page never changed
   * @param regions in any order; what of them lies outside of the page is drawn at its edge
   * @return the picture as a file of {@link PictureOptions#format()}
   * @throws dev.quire.image.InvalidImageException if the page turns out to be damaged
   * @throws DrawingLeftOutException if this program cannot draw
   */
  public byte[] paint(PageImage page, List<Region> regions, PictureOptions options) {
    return paint(page, regions, List.of(options)).get(0);
  }

  /**
   * Draws several pictures of a page, which is decoded once. Otherwise as the other method.
   *
   * @param pictures at least one, all with the same {@link PictureOptions#limit()}
   * @return the pictures as files, in the same order
   */
  public List<byte[]> paint(PageImage page, List<Region> regions, List<PictureOptions> pictures) {
    return painter
        .orElseThrow(() -> new DrawingLeftOutException("Pictures are not drawn"))
        .paint(page, regions, pictures);
  }
}
