package dev.quire.task.ocr.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.image.Point;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cases worked out by hand; {@link DbDifferentialTest} has those of pyclipper. */
class PolygonOffsetTest {

  @Test
  void roundsTheCornersOfARectangle() {
    List<Point> widened = new PolygonOffset(12.5).widen(polygon(0, 0, 100, 0, 100, 20, 0, 20));

    assertEquals(20, widened.size(), "arcs of five vertices");
    assertTrue(widened.contains(new Point(-13, 0)), "−12.5 rounds away from zero");
    assertTrue(widened.contains(new Point(113, 20)), "112.5 too");
    assertTrue(widened.contains(new Point(50 - 50, -13)) && widened.contains(new Point(100, -13)));
  }

  @Test
  void cutsFractionsOff() {
    PolygonOffset offset = new PolygonOffset(4);

    assertEquals(
        offset.widen(polygon(0, 0, 30, 0, 30, 9, 0, 9)),
        offset.widen(polygon(-0.9, 0.9, 30.9, 0.9, 30.9, 9.9, -0.9, 9.9)));
  }

  @Test
  void doesNotMindWhichWayRound() {
    List<Point> polygon = polygon(3, 4, 40, 12, 38, 25, 1, 17);
    List<Point> reversed = new ArrayList<>(polygon);
    Collections.reverse(reversed);

    assertEquals(
        new HashSet<>(new PolygonOffset(6).widen(polygon)),
        new HashSet<>(new PolygonOffset(6).widen(reversed)));
  }

  @Test
  void refusesWhatItDoesNotDo() {
    PolygonOffset offset = new PolygonOffset(5);

    assertThrows(
        IllegalArgumentException.class, () -> offset.widen(polygon(0, 0, 9, 0, 2, 2, 0, 9)));
    assertThrows(
        IllegalArgumentException.class,
        () -> offset.widen(polygon(0, 0, 9, 9, 9, 0, 0, 9)),
        "crosses itself");
    assertThrows(
        IllegalArgumentException.class,
        () -> offset.widen(polygon(0, 0, 5, 5, 9, 9)),
        "has no area");
    assertThrows(
        IllegalArgumentException.class,
        () -> offset.widen(polygon(10, 0, 16, 19, 0, 7, 20, 7, 4, 19)),
        "a star turns one way");
    assertThrows(IllegalArgumentException.class, () -> new PolygonOffset(0));
    assertThrows(IllegalArgumentException.class, () -> new PolygonOffset(Double.NaN));
  }

  private static List<Point> polygon(double... coordinates) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < coordinates.length; i += 2) {
      points.add(new Point(coordinates[i], coordinates[i + 1]));
    }
    return points;
  }
}
