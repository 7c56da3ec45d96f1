package dev.quire.task;

import dev.quire.image.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * The areas of two polygons and of what they share. Exact up to rounding: the plane is cut into
 * slabs at every height where an edge begins, ends or crosses another; within a slab everything is
 * a trapezoid.
 *
 * <p>Inside a polygon is where it winds round in its main direction. For one that does not cross
 * itself that is its inside; of one that does it leaves out the loops that turn the other way,
 * which is what shapely's {@code buffer(0)} does to them in PaddleX.
 *
 * @param first area of the first polygon, square pixels
 * @param second area of the second
 * @param intersection area inside both
 */
public record PolygonOverlap(double first, double second, double intersection) {

  /**
   * Compares two polygons.
   *
   * @param first its vertices in turn; the last is joined to the first
   * @param second the same of the other
   */
  public static PolygonOverlap of(List<Point> first, List<Point> second) {
    List<Edge> edges = new ArrayList<>();
    addEdges(first, true, edges);
    addEdges(second, false, edges);
    TreeSet<Double> heights = heights(edges);
    PolygonOverlap sum = new PolygonOverlap(0, 0, 0);
    Double top = null;
    for (double bottom : heights) {
      if (top != null) {
        sum = sum.plus(slab(edges, top, bottom));
      }
      top = bottom;
    }
    return sum;
  }

  /** Intersection over union, 0 to 1; 0 if neither has an area. */
  public double overUnion() {
    return ratio(intersection, first + second - intersection);
  }

  /** Intersection over the smaller of both, 0 to 1; 0 if one has no area. */
  public double overSmaller() {
    return ratio(intersection, Math.min(first, second));
  }

  private static double ratio(double part, double whole) {
    return whole > 0 ? part / whole : 0;
  }

  private PolygonOverlap plus(PolygonOverlap other) {
    return new PolygonOverlap(
        first + other.first, second + other.second, intersection + other.intersection);
  }

  private static void addEdges(List<Point> polygon, boolean first, List<Edge> edges) {
    double doubledArea = 0;
    for (int i = 0; i < polygon.size(); i++) {
      Point from = polygon.get(i);
      Point to = polygon.get((i + 1) % polygon.size());
      doubledArea += from.x() * to.y() - to.x() * from.y();
    }
    for (int i = 0; i < polygon.size(); i++) {
      Point from = polygon.get(i);
      Point to = polygon.get((i + 1) % polygon.size());
      if (from.y() != to.y()) {
        boolean enters = from.y() > to.y() == doubledArea > 0;
        edges.add(
            new Edge(
                from.y() < to.y() ? from : to,
                from.y() < to.y() ? to : from,
                first,
                enters ? 1 : -1));
      }
    }
  }

  private static TreeSet<Double> heights(List<Edge> edges) {
    TreeSet<Double> heights = new TreeSet<>();
    for (int i = 0; i < edges.size(); i++) {
      heights.add(edges.get(i).upper().y());
      heights.add(edges.get(i).lower().y());
      for (int j = 0; j < i; j++) {
        double crossing = edges.get(i).crossing(edges.get(j));
        if (!Double.isNaN(crossing)) {
          heights.add(crossing);
        }
      }
    }
    return heights;
  }

  /** The areas between two heights, between which no edge ends and no two cross. */
  private static PolygonOverlap slab(List<Edge> edges, double top, double bottom) {
    double middle = top + (bottom - top) / 2;
    List<Edge> across =
        edges.stream()
            .filter(edge -> edge.upper().y() <= top && edge.lower().y() >= bottom)
            .sorted(Comparator.comparingDouble(edge -> edge.x(middle)))
            .toList();
    double first = 0;
    double second = 0;
    double both = 0;
    int inFirst = 0;
    int inSecond = 0;
    double left = 0;
    for (Edge edge : across) {
      double right = edge.x(middle);
      double area = (right - left) * (bottom - top);
      first += inFirst > 0 ? area : 0;
      second += inSecond > 0 ? area : 0;
      both += inFirst > 0 && inSecond > 0 ? area : 0;
      inFirst += edge.first() ? edge.winding() : 0;
      inSecond += edge.first() ? 0 : edge.winding();
      left = right;
    }
    return new PolygonOverlap(first, second, both);
  }

  /**
   * An edge that is not level.
   *
   * @param upper its end of the smaller y
   * @param lower its other end
   * @param first whether it is the first polygon's
   * @param winding 1 if one comes into the polygon crossing it from the left, −1 if out of it
   */
  private record Edge(Point upper, Point lower, boolean first, int winding) {

    double x(double y) {
      double share = (y - upper.y()) / (lower.y() - upper.y());
      return upper.x() + share * (lower.x() - upper.x());
    }

    /** The height at which two edges cross, not a number if they do not. */
    double crossing(Edge other) {
      double top = Math.max(upper.y(), other.upper.y());
      double bottom = Math.min(lower.y(), other.lower.y());
      if (!(top < bottom)) {
        return Double.NaN;
      }
      double above = x(top) - other.x(top);
      double below = x(bottom) - other.x(bottom);
      return above * below < 0 ? top + (bottom - top) * (above / (above - below)) : Double.NaN;
    }
  }
}
