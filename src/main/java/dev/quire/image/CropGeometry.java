package dev.quire.image;

import java.util.Objects;

/**
 * How a line's image lies on its page.
 *
 * @param quad what was cut out, in pixels of the page
 * @param width columns of the quad laid level, before any turn; at least 1
 * @param height rows of it, before any turn; at least 1
 * @param quarterTurned whether it was then turned by 90° counter-clockwise
 * @param halfTurned whether it was then turned by 180°
 */
public record CropGeometry(
    Quad quad, int width, int height, boolean quarterTurned, boolean halfTurned) {

  public CropGeometry {
    Objects.requireNonNull(quad, "quad");
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "A line has at least one pixel, not %dx%d".formatted(width, height));
    }
  }

  /** The same turned by 180°. */
  public CropGeometry turned() {
    return new CropGeometry(quad, width, height, quarterTurned, !halfTurned);
  }

  /**
   * The place on the page of an upright slice of the line's image.
   *
   * @param fromX left end, as a share of the image's width, 0 to 1
   * @param toX right end, as a share of the image's width, 0 to 1
   * @return corners in the reading direction of the line: the first is where the slice has its
   *     upper left corner in the image
   */
  public Quad quad(double fromX, double toX) {
    Perspective perspective = Perspective.of(quad);
    return new Quad(
        place(perspective, fromX, 0),
        place(perspective, toX, 0),
        place(perspective, toX, 1),
        place(perspective, fromX, 1));
  }

  /** Undoes the half turn, then the quarter turn, then the perspective. */
  private Point place(Perspective perspective, double x, double y) {
    double right = halfTurned ? 1 - x : x;
    double down = halfTurned ? 1 - y : y;
    return quarterTurned ? perspective.at(1 - down, right) : perspective.at(right, down);
  }

  /**
   * From the unit square to a quad: (a·x + b·y + c, d·x + e·y + f) / (g·x + h·y + 1). For a
   * parallelogram g and h are 0.
   */
  private record Perspective(
      double a, double b, double c, double d, double e, double f, double g, double h) {

    static Perspective of(Quad quad) {
      Point first = quad.topLeft();
      Point second = quad.topRight();
      Point third = quad.bottomRight();
      Point fourth = quad.bottomLeft();
      double x = first.x() - second.x() + third.x() - fourth.x();
      double y = first.y() - second.y() + third.y() - fourth.y();
      double rightX = second.x() - third.x();
      double rightY = second.y() - third.y();
      double lowX = fourth.x() - third.x();
      double lowY = fourth.y() - third.y();
      double divisor = rightX * lowY - lowX * rightY;
      double g = divisor == 0 ? 0 : (x * lowY - lowX * y) / divisor;
      double h = divisor == 0 ? 0 : (rightX * y - x * rightY) / divisor;
      return new Perspective(
          second.x() - first.x() + g * second.x(),
          fourth.x() - first.x() + h * fourth.x(),
          first.x(),
          second.y() - first.y() + g * second.y(),
          fourth.y() - first.y() + h * fourth.y(),
          first.y(),
          g,
          h);
    }

    Point at(double x, double y) {
      double divisor = g * x + h * y + 1;
      return new Point((a * x + b * y + c) / divisor, (d * x + e * y + f) / divisor);
    }
  }
}
