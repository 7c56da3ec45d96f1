package dev.quire.task.layout;

import dev.quire.image.Point;
import java.util.ArrayList;
import java.util.List;

/** Polygons to test with. */
final class Polygons {

  private Polygons() {}

  /** From x and y in turn. */
  static List<Point> of(double... values) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < values.length; i += 2) {
      points.add(new Point(values[i], values[i + 1]));
    }
    return points;
  }

  static List<Point> box(double x1, double y1, double x2, double y2) {
    return of(x1, y1, x2, y1, x2, y2, x1, y2);
  }
}
