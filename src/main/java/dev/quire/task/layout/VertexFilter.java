package dev.quire.task.layout;

import dev.quire.image.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Smooths the outline of a mask: PaddleX's {@code extract_custom_vertices}
 * (layout_analysis/processors.py). Kept are the vertices where the outline bulges, wide bends
 * inwards that come in runs, and as many of the others as it takes to leave no long gap.
 */
final class VertexFilter {

  /** The least angle, in degrees, of a bend inwards that is kept. */
  private static final double WIDE = 120;

  /** Vertices within a degree of this angle are blunted. */
  private static final double SHARP = 45;

  private static final int LEAST_RUN = 2;

  private final List<Vertex> vertices;

  private VertexFilter(List<Vertex> vertices) {
    this.vertices = vertices;
  }

  /**
   * Smooths an outline.
   *
   * @param outline anticlockwise as one looks at it
   * @param longest gap between kept vertices that is not filled, above 0
   * @return the kept vertices in the outline's order; perhaps none
   */
  static List<Point> apply(List<Point> outline, double longest) {
    List<Vertex> vertices = new ArrayList<>(outline.size());
    for (int i = 0; i < outline.size(); i++) {
      Point before = outline.get((i + outline.size() - 1) % outline.size());
      Point after = outline.get((i + 1) % outline.size());
      vertices.add(Vertex.of(before, outline.get(i), after));
    }
    return new VertexFilter(vertices).points(longest);
  }

  private List<Point> points(double longest) {
    List<Integer> kept = kept();
    TreeSet<Integer> chosen = new TreeSet<>(kept);
    for (int i = 0; i < kept.size(); i++) {
      chosen.addAll(fill(kept.get(i), kept.get((i + 1) % kept.size()), longest));
    }
    return chosen.stream().map(index -> vertices.get(index).smoothed()).toList();
  }

  /** Vertices that bulge, and wide ones of the runs that do not. */
  private List<Integer> kept() {
    List<Integer> runs = hollowRuns();
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < vertices.size(); i++) {
      Vertex vertex = vertices.get(i);
      if (vertex.bulges() || runs.contains(i) && vertex.angle() >= WIDE) {
        kept.add(i);
      }
    }
    return kept;
  }

  /**
   * The vertices that do not bulge and have a neighbour that does not either. PaddleX takes a run
   * over the outline's end for two; if one of these is a single vertex, no run at all is kept.
   */
  private List<Integer> hollowRuns() {
    List<Integer> hollow = new ArrayList<>();
    List<Integer> runs = new ArrayList<>();
    List<Integer> run = new ArrayList<>();
    for (int i = 0; i < vertices.size(); i++) {
      if (!vertices.get(i).bulges()) {
        hollow.add(i);
        run.add(i);
      } else {
        addRun(run, runs);
      }
    }
    addRun(run, runs);
    int last = vertices.size() - 1;
    boolean overTheEnd = hollow.size() >= LEAST_RUN && hollow.contains(0) && hollow.contains(last);
    return overTheEnd && !(runs.contains(0) && runs.contains(last)) ? List.of() : runs;
  }

  private static void addRun(List<Integer> run, List<Integer> runs) {
    if (run.size() >= LEAST_RUN) {
      runs.addAll(run);
    }
    run.clear();
  }

  /** Vertices between two kept ones, evenly chosen, if these are too far from each other. */
  private List<Integer> fill(int from, int to, double longest) {
    double distance = vertices.get(from).at().minus(vertices.get(to).at()).length();
    int size = vertices.size();
    int between = Math.floorMod(to - from - 1, size);
    if (!(distance > longest) || between == 0) {
      return List.of();
    }
    int wanted = (int) Math.ceil(distance / longest) - 1;
    double step = between <= wanted ? 1 : between / (double) wanted;
    List<Integer> chosen = new ArrayList<>();
    for (int i = 0; i < Math.min(between, wanted); i++) {
      chosen.add((from + 1 + (int) (i * step)) % size);
    }
    return chosen;
  }

  /** From one place to another. */
  private record Vector(double x, double y) {

    static Vector to(Point point) {
      return new Vector(point.x(), point.y());
    }

    Vector minus(Vector other) {
      return new Vector(x - other.x, y - other.y);
    }

    Vector plus(Vector other) {
      return new Vector(x + other.x, y + other.y);
    }

    Vector times(double factor) {
      return new Vector(x * factor, y * factor);
    }

    double length() {
      return Math.sqrt(x * x + y * y);
    }

    /** Of length 1; not a number if it has no length. */
    Vector direction() {
      return new Vector(x / length(), y / length());
    }

    double dot(Vector other) {
      return x * other.x + y * other.y;
    }

    double cross(Vector other) {
      return x * other.y - y * other.x;
    }
  }

  /**
   * One vertex of the outline.
   *
   * @param before from it to the vertex before it
   * @param after from it to the vertex after it
   */
  private record Vertex(Vector at, Vector before, Vector after) {

    static Vertex of(Point before, Point at, Point after) {
      Vector place = Vector.to(at);
      return new Vertex(place, Vector.to(before).minus(place), Vector.to(after).minus(place));
    }

    /** {@code is_convex}: the outline turns left here, on a page whose y grows downwards. */
    boolean bulges() {
      return after.cross(before) < 0;
    }

    /** Degrees between its two edges, 0 to 180; not a number if an edge has no length. */
    double angle() {
      double cosine = before.direction().dot(after.direction());
      return Math.toDegrees(Math.acos(Math.max(-1, Math.min(1, cosine))));
    }

    /** Where it is, or for a sharp bulge the tip laid back by the mean of its edges' lengths. */
    Point smoothed() {
      if (!bulges() || !(Math.abs(angle() - SHARP) < 1)) {
        return new Point(at.x, at.y);
      }
      Vector bisector = before.direction().plus(after.direction()).direction();
      Vector moved = at.plus(bisector.times((before.length() + after.length()) / 2));
      return new Point(moved.x, moved.y);
    }
  }
}
