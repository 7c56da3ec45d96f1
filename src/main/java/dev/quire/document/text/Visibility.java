package dev.quire.document.text;

import java.awt.geom.Area;
import java.awt.geom.Rectangle2D;
import org.apache.pdfbox.contentstream.PDFStreamEngine;
import org.apache.pdfbox.util.Matrix;

/**
 * Whether what is painted lies within the form or annotation that it belongs to, which cuts off the
 * rest. Clipping paths of the contents are not looked at.
 */
final class Visibility {

  private final PDFStreamEngine engine;
  private Area known;
  private Rectangle2D bounds = new Rectangle2D.Double();

  Visibility(PDFStreamEngine engine) {
    this.engine = engine;
  }

  /** Whether the origin of a character lies within. */
  boolean admits(Matrix text) {
    Area clip = engine.getGraphicsState().getCurrentClippingPath();
    if (clip != known) {
      known = clip;
      Rectangle2D exact = clip.getBounds2D();
      // the baseline of a line may lie at the very edge
      double margin = 1;
      bounds =
          new Rectangle2D.Double(
              exact.getX() - margin,
              exact.getY() - margin,
              exact.getWidth() + 2 * margin,
              exact.getHeight() + 2 * margin);
    }
    return bounds.contains(text.getTranslateX(), text.getTranslateY());
  }
}
