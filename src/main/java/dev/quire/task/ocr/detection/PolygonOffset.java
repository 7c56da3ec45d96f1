package dev.quire.task.ocr.detection;

import dev.quire.image.Point;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Widens a convex polygon of three or four corners by a distance, its corners rounded, on whole
 * numbers: what version 6 of the Clipper library does with {@code JT_ROUND}, {@code
 * ET_CLOSEDPOLYGON} and an arc tolerance of 0.25, as pyclipper calls it. Coordinates are truncated
 * before and rounded half away from zero after, arcs have as many steps as Clipper takes, so the
 * vertices are the same, to the unit.
 *
 * <p>Clipper then unites what it has got with itself, to resolve loops and holes. A convex polygon
 * that is widened gets neither: the result is one polygon always, and all that is left of that step
 * is that vertices on a line between their neighbours go. Others are refused.
 *
 * <p>Immutable and thread-safe.
 */
final class PolygonOffset {

  private static final double ARC_TOLERANCE = 0.25;
  private static final int FEWEST = 3;

  /** Corners that all turn one way make a convex polygon; of five they could make a star. */
  private static final int MOST = 4;

  private final double distance;

  /** Size of an arc's steps: their sine, their cosine, and how many there are to a radian. */
  private final double sine;

  private final double cosine;
  private final double stepsPerRadian;

  /**
   * @param distance how far each edge moves outwards, above 0
   */
  PolygonOffset(double distance) {
    if (!(distance > 0 && Double.isFinite(distance))) {
      throw new IllegalArgumentException("The distance must be above 0, not " + distance);
    }
    this.distance = distance;
    double tolerance = Math.min(ARC_TOLERANCE, distance * ARC_TOLERANCE);
    double steps = Math.min(Math.PI / Math.acos(1 - tolerance / distance), distance * Math.PI);
    this.sine = Math.sin(2 * Math.PI / steps);
    this.cosine = Math.cos(2 * Math.PI / steps);
    this.stepsPerRadian = steps / (2 * Math.PI);
  }

  /**
   * The polygon widened.
   *
   * @param polygon vertices in turn, either way round; fractions are cut off. Convex then, of three
   *     or four corners
   * @return whole numbers; with y downwards, clockwise as one looks at it
   * @throws IllegalArgumentException if the polygon is not such a one or has no area
   */
  List<Point> widen(List<Point> polygon) {
    List<Vertex> vertices = vertices(polygon);
    List<Vertex> widened = new ArrayList<>();
    Normal in = Normal.of(vertices.get(vertices.size() - 1), vertices.get(0));
    for (int i = 0; i < vertices.size(); i++) {
      Vertex vertex = vertices.get(i);
      Normal out = Normal.of(vertex, vertices.get((i + 1) % vertices.size()));
      if (isStraight(in, out)) {
        widened.add(vertex.moved(in, distance));
      } else {
        round(vertex, in, out, widened);
        in = out;
      }
    }
    return withoutNeedless(widened).stream().map(v -> new Point(v.x(), v.y())).toList();
  }

  /** Whole numbers, none twice in a row, in the order in which normals point outwards. */
  private static List<Vertex> vertices(List<Point> polygon) {
    List<Vertex> vertices = new ArrayList<>();
    for (Point point : polygon) {
      Vertex vertex = new Vertex((long) point.x(), (long) point.y());
      if (vertices.isEmpty() || !vertices.get(vertices.size() - 1).equals(vertex)) {
        vertices.add(vertex);
      }
    }
    while (vertices.size() > 1 && vertices.get(0).equals(vertices.get(vertices.size() - 1))) {
      vertices.remove(vertices.size() - 1);
    }
    return oriented(vertices);
  }

  private static List<Vertex> oriented(List<Vertex> vertices) {
    int size = vertices.size();
    int turns = 0;
    int sense = 0;
    for (int i = 0; i < size; i++) {
      long turn = vertices.get(i).turn(vertices.get((i + 1) % size), vertices.get((i + 2) % size));
      turns += Math.abs(Long.signum(turn));
      sense += Long.signum(turn);
    }
    if (size < FEWEST || size > MOST || turns == 0 || Math.abs(sense) != turns) {
      throw new IllegalArgumentException(
          "Only convex polygons of three or four corners can be widened, not " + vertices);
    }
    if (sense > 0) {
      return vertices;
    }
    List<Vertex> reversed = new ArrayList<>(vertices);
    Collections.reverse(reversed);
    return reversed;
  }

  /**
   * Whether an arc would be shorter than a unit. Clipper then keeps the normal of the edge before
   * for the next corner too, which shows where the distance is about 1.
   */
  private boolean isStraight(Normal in, Normal out) {
    return Math.abs(in.sine(out) * distance) < 1 && in.cosine(out) > 0;
  }

  /** An arc from one edge's normal to the next. */
  private void round(Vertex vertex, Normal in, Normal out, List<Vertex> widened) {
    double turn = in.sine(out);
    if (turn < 0) {
      widened.add(vertex.moved(in, distance));
      widened.add(vertex);
      widened.add(vertex.moved(out, distance));
      return;
    }
    double angle = Math.atan2(Math.min(1, turn), in.cosine(out));
    int steps = Math.max((int) Vertex.rounded(stepsPerRadian * Math.abs(angle)), 1);
    Normal normal = in;
    for (int i = 0; i < steps; i++) {
      widened.add(vertex.moved(normal, distance));
      normal = normal.turned(sine, cosine);
    }
    widened.add(vertex.moved(out, distance));
  }

  /** Without vertices that stand twice or on a line with their neighbours. */
  private static List<Vertex> withoutNeedless(List<Vertex> polygon) {
    List<Vertex> kept = new ArrayList<>(polygon);
    int checked = 0;
    for (int i = 0; checked < kept.size() && kept.size() >= FEWEST; ) {
      int size = kept.size();
      Vertex before = kept.get((i + size - 1) % size);
      Vertex after = kept.get((i + 1) % size);
      if (before.turn(kept.get(i), after) == 0) {
        kept.remove(i);
        i = (i + size - 2) % (size - 1);
        checked = 0;
      } else {
        i = (i + 1) % size;
        checked++;
      }
    }
    return kept;
  }

  /** A corner on whole numbers. */
  private record Vertex(long x, long y) {

    /** Above 0 where the way from here by {@code next} to {@code last} turns from x towards y. */
    long turn(Vertex next, Vertex last) {
      return (next.x - x) * (last.y - next.y) - (next.y - y) * (last.x - next.x);
    }

    Vertex moved(Normal normal, double distance) {
      return new Vertex(rounded(x + normal.x * distance), rounded(y + normal.y * distance));
    }

    /** Half away from zero. */
    static long rounded(double value) {
      return value < 0 ? (long) (value - 0.5) : (long) (value + 0.5);
    }
  }

  /** Where an edge's outside is, of length 1. */
  private record Normal(double x, double y) {

    static Normal of(Vertex from, Vertex to) {
      double x = to.x() - from.x();
      double y = to.y() - from.y();
      double factor = 1 / Math.sqrt(x * x + y * y);
      return new Normal(y * factor, -(x * factor));
    }

    double sine(Normal next) {
      return x * next.y - next.x * y;
    }

    double cosine(Normal next) {
      return x * next.x + next.y * y;
    }

    Normal turned(double sine, double cosine) {
      return new Normal(x * cosine - sine * y, x * sine + y * cosine);
    }
  }
}
