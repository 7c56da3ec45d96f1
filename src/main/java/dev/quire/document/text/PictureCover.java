package dev.quire.document.text;

import dev.quire.reading.Area;
import java.awt.geom.AffineTransform;
import java.awt.geom.NoninvertibleTransformException;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where the pictures of a page lie, on a coarse grid. For one page and thread. */
final class PictureCover {

  /** Fine enough to tell a line of text from the picture above it. */
  private static final int CELLS = 96;

  private static final int NEVER = -1;

  /** Smaller ones are icons and the strips that large ones are cut into. */
  private static final double LEAST_SHARE = 0.005;

  private static final int MOST_PICTURES = 200;

  private final Rectangle2D unit = new Rectangle2D.Double(0, 0, 1, 1);
  private final int width;
  private final int height;
  private final boolean[] pictured = new boolean[CELLS * CELLS];
  private final int[] covered = new int[CELLS * CELLS];
  private final List<Area> pictures = new ArrayList<>();

  PictureCover(int width, int height) {
    this.width = width;
    this.height = height;
    Arrays.fill(covered, NEVER);
  }

  /**
   * A picture is painted.
   *
   * @param toPixels from the unit square
   * @param opaque whether nothing shows through it
   * @param order how many characters were painted before it
   */
  void add(AffineTransform toPixels, boolean opaque, int order) {
    Rectangle2D page = new Rectangle2D.Double(0, 0, width, height);
    Rectangle2D bounds = toPixels.createTransformedShape(unit).getBounds2D();
    Rectangle2D seen = bounds.createIntersection(page);
    AffineTransform toUnit;
    try {
      toUnit = toPixels.createInverse();
    } catch (NoninvertibleTransformException flat) {
      return;
    }
    if (!(seen.getWidth() > 0) || !(seen.getHeight() > 0)) {
      return;
    }
    if (pictures.size() < MOST_PICTURES
        && seen.getWidth() * seen.getHeight() >= LEAST_SHARE * width * height) {
      pictures.add(new Area(seen.getMinX(), seen.getMinY(), seen.getMaxX(), seen.getMaxY()));
    }
    Point2D point = new Point2D.Double();
    for (int row = cell(seen.getMinY(), height); row <= cell(seen.getMaxY(), height); row++) {
      for (int column = cell(seen.getMinX(), width);
          column <= cell(seen.getMaxX(), width);
          column++) {
        point.setLocation((column + 0.5) * width / CELLS, (row + 0.5) * height / CELLS);
        toUnit.transform(point, point);
        if (unit.contains(point)) {
          pictured[row * CELLS + column] = true;
          if (opaque) {
            covered[row * CELLS + column] = order;
          }
        }
      }
    }
  }

  private static int cell(double at, int side) {
    return (int) Math.max(0, Math.min(CELLS - 1, Math.floor(at * CELLS / side)));
  }

  private static int cell(double x, double y, int width, int height) {
    return cell(y, height) * CELLS + cell(x, width);
  }

  /** Whether a picture lies over what was painted there. */
  boolean hides(Glyph glyph) {
    return covered[at(glyph)] > glyph.order();
  }

  /** Whether there is a picture where a character stands. */
  boolean holds(Glyph glyph) {
    return pictured[at(glyph)];
  }

  private int at(Glyph glyph) {
    return cell(glyph.box().getCenterX(), glyph.box().getCenterY(), width, height);
  }

  /** What part of the page they cover. */
  double share() {
    int count = 0;
    for (boolean each : pictured) {
      count += each ? 1 : 0;
    }
    return (double) count / pictured.length;
  }

  /** The larger ones. */
  List<Area> pictures() {
    return List.copyOf(pictures);
  }
}
