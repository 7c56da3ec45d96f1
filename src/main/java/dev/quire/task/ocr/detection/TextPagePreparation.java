package dev.quire.task.ocr.detection;

import dev.quire.image.Bitmap;
import dev.quire.image.Interpolation;
import dev.quire.model.Resolution;
import java.util.Objects;

/**
 * From a page to what the detection model sees of it: a black border if the page is tiny, bilinear
 * resizing, padding to a size that other pages have too. Immutable and thread-safe.
 *
 * <p>Padding is of the colour that normalisation takes nearest to 0. Convolutions pad with 0, so
 * the page's right and lower edges look to the model much as they do without padding; white or
 * black paper there would be an edge of its own.
 */
public final class TextPagePreparation {

  private static final int BLACK = 0;

  private final SideLimit limit;
  private final InputLadder ladder;
  private final int[] padding;

  /**
   * @param limit how large pages are, unless they are prepared with another limit
   * @param ladder to which sizes they are padded
   * @param normalization what comes after
   */
  public TextPagePreparation(SideLimit limit, InputLadder ladder, Normalization normalization) {
    this.limit = Objects.requireNonNull(limit, "limit");
    this.ladder = Objects.requireNonNull(ladder, "ladder");
    this.padding =
        new int[] {
          normalization.nearestToZero(0),
          normalization.nearestToZero(1),
          normalization.nearestToZero(2)
        };
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
            .extended(padded.height(), padded.width(), padding[0], padding[1], padding[2]);
    return new PreparedTextPage(padded, resized, pixels.bgr(), size);
  }

  /** The padded size of a page of this size, without preparing it. */
  public Resolution padded(PageSize page) {
    return ladder.padded(limit.resized(page.bordered()));
  }
}
