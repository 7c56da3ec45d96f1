package dev.quire.api.paddlex;

import dev.quire.api.layout.PaintedBytes;
import dev.quire.image.PageImage;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.Stage;
import dev.quire.picture.PagePainter;
import dev.quire.picture.PictureFormat;
import dev.quire.picture.PictureOptions;
import dev.quire.picture.SizeLimit;
import dev.quire.picture.Subject;
import dev.quire.task.layout.Region;
import java.util.List;

/** Pictures as {@link PagePainter} draws them, JPEG files no larger than PaddleX's. Immutable. */
public final class PaintedPictures implements Pictures {

  private static final PictureOptions REGIONS = options(new Subject.Regions(false));
  private static final PictureOptions ORDER = options(new Subject.ReadingOrder(false));

  private final PagePainter painter;
  private final ByteBudget heap;

  /**
   * @param heap what pictures take while they are painted
   */
  public PaintedPictures(PagePainter painter, ByteBudget heap) {
    this.painter = painter;
    this.heap = heap;
  }

  @Override
  public PagePictures all(PageImage page, PageLayout layout) {
    return new PagePictures(
        painted(page, List.of(), REGIONS),
        layout(page, layout),
        painted(page, layout.regions(), ORDER));
  }

  @Override
  public byte[] layout(PageImage page, PageLayout layout) {
    return painted(page, layout.regions(), REGIONS);
  }

  private byte[] painted(PageImage page, List<Region> regions, PictureOptions options) {
    try (MemoryReservation held = heap.openForAll(Stage.ANSWER)) {
      return PaintedBytes.held(held, page, () -> painter.paint(page, regions, options));
    }
  }

  private static PictureOptions options(Subject subject) {
    return new PictureOptions(subject, SizeLimit.paddlex(), new PictureFormat.Jpeg());
  }
}
