package dev.quire.task.ocr.detection;

import dev.quire.image.Bitmap;
import dev.quire.image.Interpolation;
import dev.quire.model.Resolution;
import java.util.Objects;

/**
 * From a page to what the detection model sees of it: a black border if the page is tiny, bilinear
 * resizing, padding to a size that other pages have too. Immutable and thread-safe.
 *
 * <p>Padding repeats the page's last column and row. It is not without effect, whatever its colour,
 * as the models average over the whole input in places. What continues the page's own paper was
 * measured to change fewer lines on the whole than black does, or the mean colour, which normalises
 * to 0 as convolutions pad. {@link InputLadder#EXACT} changes none.
 */
public final class TextPagePreparation {

  private static final int BLACK = 0;

  private final SideLimit limit;
  private final InputLadder ladder;

  /**
   * @param limit how large pages are, unless they are prepared with another limit
   * @param ladder to which sizes they are padded
   */
  public TextPagePreparation(SideLimit limit, InputLadder ladder) {
    this.limit = Objects.requireNonNull(limit, "limit");
    this.ladder = Objects.requireNonNull(ladder, "ladder");
  }

  /** Brings a page to the usual size. */
  public PreparedTextPage prepare(Bitmap page) {
    return prepare(page, limit);
  }

  /** Brings a page to a size. */
  public PreparedTextPage prepare(Bitmap page, SideLimit limit) {
    PageSize size = new PageSize(page.height(), page.width());
    PageSize bordered = size.bordered();
    Resolution resized = limit.resized(bordered);
    Resolution padded = ladder.padded(resized);
    Bitmap pixels =
        page.extended(bordered.height(), bordered.width(), BLACK, BLACK, BLACK)
            .resized(resized.height(), resized.width(), Interpolation.LINEAR)
            .continued(padded.height(), padded.width());
    return new PreparedTextPage(padded, resized, pixels.bgr(), size);
  }

  /** The padded size of a page of this size, without preparing it. */
  public Resolution padded(PageSize page, SideLimit limit) {
    return ladder.padded(limit.resized(page.bordered()));
  }
}
