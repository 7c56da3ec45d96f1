package dev.quire.document;

import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.util.Optional;

/**
 * Shapes of characters from whichever font of the machine has them: Java's logical font asks them
 * all. Thread-safe.
 */
final class HostGlyphs {

  private static final int UNITS = 1000;
  private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);

  private HostGlyphs() {}

  /**
   * The shape of a text, of a size of 1 with its origin at the lower left.
   *
   * @param width as wide as it may be; wider shapes are made narrower
   * @return empty if no font has all of it, or no font of the machine can be read
   */
  static Optional<Shape> outline(String text, double width) {
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    try {
      Font font = new Font(Font.SANS_SERIF, Font.PLAIN, UNITS);
      if (font.canDisplayUpTo(text) >= 0) {
        return Optional.empty();
      }
      GlyphVector glyphs = font.createGlyphVector(EXACT, text);
      Shape outline = glyphs.getOutline();
      if (outline.getBounds2D().isEmpty()) {
        return Optional.empty();
      }
      double natural = glyphs.getLogicalBounds().getWidth() / UNITS;
      double narrow = natural > width ? width / natural : 1;
      return Optional.of(
          AffineTransform.getScaleInstance(narrow / UNITS, -1.0 / UNITS)
              .createTransformedShape(outline));
    } catch (RuntimeException | LinkageError | InternalError unreadable) {
      // Java has no fonts at all where fontconfig is not installed.
      return Optional.empty();
    }
  }
}
