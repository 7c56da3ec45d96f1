package dev.quire.api.paddlex;

import dev.quire.image.PageImage;
import dev.quire.picture.PagePainter;
import dev.quire.picture.PictureFormat;
import dev.quire.picture.PictureOptions;
import dev.quire.picture.SizeLimit;
import dev.quire.picture.Subject;
import java.util.List;

/** Pictures as {@link PagePainter} draws them, JPEG files no larger than PaddleX's. Immutable. */
public final class PaintedPictures implements Pictures {

  private static final PictureOptions REGIONS = options(new Subject.Regions(false));
  private static final PictureOptions ORDER = options(new Subject.ReadingOrder(false));

  private final PagePainter painter;

  public PaintedPictures(PagePainter painter) {
    this.painter = painter;
  }

  @Override
  public PagePictures all(PageImage page, PageLayout layout) {
    return new PagePictures(
        painter.paint(page, List.of(), REGIONS),
        layout(page, layout),
        painter.paint(page, layout.regions(), ORDER));
  }

  @Override
  public byte[] layout(PageImage page, PageLayout layout) {
    return painter.paint(page, layout.regions(), REGIONS);
  }

  private static PictureOptions options(Subject subject) {
    return new PictureOptions(subject, SizeLimit.paddlex(), new PictureFormat.Jpeg());
  }
}
