package dev.quire.task.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.image.Point;
import dev.quire.task.PolygonOverlap;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PolygonOverlapTest {

  private static final double ROUNDING = 1e-9;

  @Test
  void comparesBoxes() {
    PolygonOverlap overlap =
        PolygonOverlap.of(Polygons.box(0, 0, 10, 10), Polygons.box(5, 2, 25, 6));

    assertEquals(new PolygonOverlap(100, 80, 20), overlap);
    assertEquals(20.0 / 160, overlap.overUnion());
    assertEquals(20.0 / 80, overlap.overSmaller());
  }

  /** A diamond of area 50 in a box of 100, and the half of it above the diagonal. */
  @Test
  void comparesSlantedEdges() {
    List<Point> diamond = Polygons.of(5, 0, 10, 5, 5, 10, 0, 5);

    assertEquals(
        new PolygonOverlap(50, 100, 50), PolygonOverlap.of(diamond, Polygons.box(0, 0, 10, 10)));
    PolygonOverlap half = PolygonOverlap.of(diamond, Polygons.of(0, 0, 10, 0, 0, 10));
    assertEquals(50, half.second(), ROUNDING);
    assertEquals(25, half.intersection(), ROUNDING);
  }

  @Test
  void doesNotCareForTheDirection() {
    List<Point> one = Polygons.of(0, 0, 0, 10, 10, 10, 10, 0);

    assertEquals(
        new PolygonOverlap(100, 100, 100), PolygonOverlap.of(one, Polygons.box(0, 0, 10, 10)));
  }

  @Test
  void hasNothingOfPolygonsApart() {
    PolygonOverlap beside =
        PolygonOverlap.of(Polygons.box(0, 0, 10, 10), Polygons.box(10, 0, 20, 10));
    PolygonOverlap line = PolygonOverlap.of(Polygons.box(0, 0, 10, 0), Polygons.box(0, 0, 0, 9));

    assertEquals(0, beside.overUnion());
    assertEquals(0, beside.overSmaller());
    assertEquals(0, line.overUnion());
    assertEquals(0, line.overSmaller());
  }

  /** Two triangles point to point at (15, 10), the left one of area 150, the right one of 16.7. */
  @Test
  void leavesOutLoopsThatTurnTheOtherWay() {
    List<Point> bow = Polygons.of(0, 0, 20, 40 / 3.0, 20, 20 / 3.0, 0, 20);

    PolygonOverlap overlap = PolygonOverlap.of(bow, Polygons.box(0, 0, 20, 20));

    assertEquals(150, overlap.first(), ROUNDING);
    assertEquals(150, overlap.intersection(), ROUNDING);
  }

  /** {@link Area} is another's work by another method. */
  @Test
  void agreesWithTheJdkOnSimplePolygons() {
    Random random = new Random(17);
    for (int round = 0; round < 2000; round++) {
      List<Point> one = star(random);
      List<Point> two = star(random);
      Area both = area(one);
      both.intersect(area(two));

      PolygonOverlap overlap = PolygonOverlap.of(one, two);

      assertEquals(size(area(one)), overlap.first(), 1e-6);
      assertEquals(size(area(two)), overlap.second(), 1e-6);
      assertEquals(size(both), overlap.intersection(), 1e-6);
    }
  }

  /** Seen from within, its vertices come in turn, so it does not cross itself. */
  private static List<Point> star(Random random) {
    double x = random.nextInt(60);
    double y = random.nextInt(60);
    int vertices = 3 + random.nextInt(12);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < vertices; i++) {
      double angle = 2 * Math.PI * (i + 0.8 * random.nextDouble()) / vertices;
      double radius = 5 + 40 * random.nextDouble();
      points.add(new Point(x + radius * Math.cos(angle), y + radius * Math.sin(angle)));
    }
    return points;
  }

  private static Area area(List<Point> polygon) {
    Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
    path.moveTo(polygon.get(0).x(), polygon.get(0).y());
    polygon.forEach(point -> path.lineTo(point.x(), point.y()));
    path.closePath();
    return new Area(path);
  }

  /** By the shoelace formula; holes turn the other way. */
  private static double size(Area area) {
    double doubled = 0;
    double[] at = new double[6];
    double startX = 0;
    double startY = 0;
    double x = 0;
    double y = 0;
    for (PathIterator path = area.getPathIterator(null); !path.isDone(); path.next()) {
      int kind = path.currentSegment(at);
      double toX = kind == PathIterator.SEG_CLOSE ? startX : at[0];
      double toY = kind == PathIterator.SEG_CLOSE ? startY : at[1];
      if (kind == PathIterator.SEG_MOVETO) {
        startX = toX;
        startY = toY;
      } else {
        doubled += x * toY - toX * y;
      }
      x = toX;
      y = toY;
    }
    return Math.abs(doubled) / 2;
  }
}
