package dev.quire.document.text;

import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.util.Vector;

/** Where a character stands, in pixels; the components are {@link Glyph}'s. */
record Placement(
    Point2D start,
    double dirX,
    double dirY,
    double advance,
    double size,
    Rectangle2D box,
    boolean upright) {

  private static final double UNITS = 1000;

  /** Nobody reads what is smaller, in pixels. */
  private static final double LEAST_SIZE = 0.5;

  /**
   * @param toPixels from the space of the character, in which its font is 1 high
   * @return null if there is nothing to be seen
   */
  static Placement of(
      AffineTransform toPixels, FontShape shape, PDFont font, int code, Vector displacement) {
    boolean down = font.isVertical();
    double width = down ? width(font, code) : displacement.getX();
    double size = shape.em() * Math.hypot(toPixels.getShearX(), toPixels.getScaleY());
    double across = Math.hypot(toPixels.getScaleX(), toPixels.getShearY());
    if (!(size >= LEAST_SIZE)
        || !(across > 0)
        || !Double.isFinite(size)
        || !Double.isFinite(across)) {
      return null;
    }
    double ascent = shape.ascent() * shape.em();
    double descent = shape.descent() * shape.em();
    Rectangle2D box =
        toPixels
            .createTransformedShape(
                new Rectangle2D.Double(
                    Math.min(0, width), -descent, Math.abs(width), ascent + descent))
            .getBounds2D();
    if (!(box.getWidth() + box.getHeight() > 0)
        || !Double.isFinite(box.getWidth() * box.getHeight())) {
      return null;
    }
    if (down) {
      double length = Math.hypot(toPixels.getShearX(), toPixels.getScaleY());
      return new Placement(
          toPixels.transform(new Point2D.Double(width / 2, ascent), null),
          -toPixels.getShearX() / length,
          -toPixels.getScaleY() / length,
          Math.abs(displacement.getY()) * length,
          size,
          box,
          true);
    }
    return new Placement(
        toPixels.transform(new Point2D.Double(Math.min(0, width), 0), null),
        toPixels.getScaleX() / across,
        toPixels.getShearY() / across,
        Math.abs(width) * across,
        size,
        box,
        false);
  }

  private static double width(PDFont font, int code) {
    try {
      return font.getWidth(code) / UNITS;
    } catch (IOException | RuntimeException damaged) {
      return 1;
    }
  }

  Glyph glyph(int order, String text, double spacing, boolean invisible, boolean spaceBefore) {
    return new Glyph(
        order,
        text,
        start.getX(),
        start.getY(),
        dirX,
        dirY,
        advance,
        size,
        spacing,
        box,
        upright,
        invisible,
        spaceBefore,
        false);
  }
}
