package dev.quire.picture;

import dev.quire.image.Point;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;

/** Draws the shape of what was found: a translucent fill and a line around it. */
final class OutlinePainter {

  private static final double FILL = 0.08;
  private static final double FAINT_FILL = 0.03;
  private static final double LINE = 1;
  private static final double FAINT_LINE = 0.4;

  /** The radius of a box's corners in units. */
  private static final double CORNER = 2;

  private final Graphics2D graphics;
  private final Box page;
  private final Measures measures;

  OutlinePainter(Graphics2D graphics, Box page, Measures measures) {
    this.graphics = graphics;
    this.page = page;
    this.measures = measures;
  }

  /**
   * Draws a shape.
   *
   * @param box drawn where there is no polygon
   * @param polygon empty for the box
   * @param faint whether it stands back behind the others
   */
  void paint(Box box, List<Point> polygon, Style style, boolean faint) {
    double line = measures.line(style.width());
    Shape shape = polygon.isEmpty() ? rectangle(box, line) : polygon(polygon, line);
    graphics.setColor(style.tint(faint ? FAINT_FILL : FILL));
    graphics.fill(shape);
    graphics.setColor(style.tint(faint ? FAINT_LINE : LINE));
    graphics.setStroke(style.stroke(measures));
    graphics.draw(shape);
  }

  /** On whole pixels, its line wholly on the page. */
  private Shape rectangle(Box exact, double line) {
    double centre = line / 2 % 1;
    Box box =
        new Box(
                snap(exact.x1(), centre),
                snap(exact.y1(), centre),
                snap(exact.x2(), centre),
                snap(exact.y2(), centre))
            .clippedTo(page.grown(-line / 2));
    double corner = 2 * CORNER * measures.unit();
    return new RoundRectangle2D.Double(
        box.x1(), box.y1(), box.width(), box.height(), corner, corner);
  }

  private static double snap(double edge, double centre) {
    return Math.rint(edge - centre) + centre;
  }

  private Shape polygon(List<Point> polygon, double line) {
    Path2D path = new Path2D.Double();
    for (Point point : polygon) {
      Box at = Box.at(point.x(), point.y(), 0, 0).clippedTo(page.grown(-line / 2));
      if (path.getCurrentPoint() == null) {
        path.moveTo(at.x1(), at.y1());
      } else {
        path.lineTo(at.x1(), at.y1());
      }
    }
    path.closePath();
    return path;
  }
}
