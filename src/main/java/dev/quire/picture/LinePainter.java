package dev.quire.picture;

import dev.quire.image.Drawing;
import dev.quire.image.DrawingLeftOutException;
import dev.quire.image.PageImage;
import dev.quire.image.Quad;
import java.util.List;
import java.util.Optional;

/**
 * Draws lines of text on their page: each outlined, and numbered where reading comes to it. What
 * the lines say is not drawn, for no typeface has all the characters that there are.
 *
 * <p>Immutable and thread-safe. Memory and time are those of {@link PagePainter}.
 */
public final class LinePainter {

  private final Optional<OutlinedLines> painter;

  public LinePainter() {
    this(Drawing.ofThisProgram());
  }

  LinePainter(Drawing drawing) {
    this.painter =
        drawing == Drawing.INCLUDED ? Optional.of(new OutlinedLines()) : Optional.empty();
  }

  /**
   * Draws several pictures of a page, which is decoded once.
   *
   * @param page never changed
   * @param lines in reading order, in pixels of the page; what of them lies outside of it is drawn
   *     at its edge
   * @param pictures at least one, all with the same {@link PictureOptions#limit()}; of {@link
   *     Subject.Page} nothing is drawn, of every other subject the lines
   * @return the pictures as files, in the same order
   * @throws dev.quire.image.InvalidImageException if the page turns out to be damaged
   * @throws DrawingLeftOutException if this program cannot draw
   */
  public List<byte[]> paint(PageImage page, List<Quad> lines, List<PictureOptions> pictures) {
    return painter
        .orElseThrow(() -> new DrawingLeftOutException("Pictures are not drawn"))
        .paint(page, lines, pictures);
  }
}
