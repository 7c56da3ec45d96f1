package dev.quire.document.text;

import dev.quire.reading.Area;
import java.awt.geom.Rectangle2D;

/**
 * A character, or a few that one shape stands for, as a page paints it. Lengths are in pixels.
 *
 * @param order the how manieth it was painted
 * @param text not empty, without spaces
 * @param x where its baseline begins
 * @param y where its baseline begins
 * @param dirX where its line goes from there, of length 1
 * @param dirY where its line goes from there, of length 1
 * @param advance how far
 * @param size the height of its font
 * @param spacing how much more room its line puts between characters
 * @param box the upright rectangle around it
 * @param upright whether it stands upright in a line that goes down
 * @param invisible whether it is not painted
 * @param spaceBefore whether a space was painted before it
 * @param replaced whether its text was given beside its shape, and so is in logical order
 */
record Glyph(
    int order,
    String text,
    double x,
    double y,
    double dirX,
    double dirY,
    double advance,
    double size,
    double spacing,
    Rectangle2D box,
    boolean upright,
    boolean invisible,
    boolean spaceBefore,
    boolean replaced) {

  Glyph withText(String text, Rectangle2D box, double advance, boolean replaced) {
    return new Glyph(
        order,
        text,
        x,
        y,
        dirX,
        dirY,
        advance,
        size,
        spacing,
        box,
        upright,
        invisible,
        spaceBefore,
        replaced);
  }

  /** In a line that goes down. */
  Glyph standing() {
    return new Glyph(
        order, text, x, y, 0, 1, size, size, spacing, box, true, invisible, spaceBefore, replaced);
  }

  /** A part of it, along its line. */
  Glyph part(String text, double from, double to, boolean spaceBefore) {
    double start = advance * from;
    boolean sideways = Math.abs(dirX) < Math.abs(dirY);
    double left = dirX < 0 ? 1 - to : from;
    double top = dirY < 0 ? 1 - to : from;
    Rectangle2D piece =
        sideways
            ? new Rectangle2D.Double(
                box.getX(),
                box.getY() + top * box.getHeight(),
                box.getWidth(),
                (to - from) * box.getHeight())
            : new Rectangle2D.Double(
                box.getX() + left * box.getWidth(),
                box.getY(),
                (to - from) * box.getWidth(),
                box.getHeight());
    return new Glyph(
        order,
        text,
        x + start * dirX,
        y + start * dirY,
        dirX,
        dirY,
        advance * (to - from),
        size,
        spacing,
        piece,
        upright,
        invisible,
        spaceBefore,
        replaced);
  }

  Area area() {
    return new Area(box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY());
  }
}
