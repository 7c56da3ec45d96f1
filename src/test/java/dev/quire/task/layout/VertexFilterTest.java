package dev.quire.task.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.image.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cases worked out by hand. Outlines are anticlockwise as one looks at them, y grows down. */
class VertexFilterTest {

  private static final double NO_GAP = 1e9;

  @Test
  void keepsABox() {
    List<Point> box = Polygons.of(0, 0, 0, 50, 100, 50, 100, 0);

    assertEquals(box, VertexFilter.apply(box, NO_GAP));
  }

  @Test
  void dropsASingleBendInwards() {
    List<Point> corner = Polygons.of(0, 0, 0, 100, 100, 100, 100, 60, 40, 60, 40, 0);

    assertEquals(
        Polygons.of(0, 0, 0, 100, 100, 100, 100, 60, 40, 0), VertexFilter.apply(corner, NO_GAP));
  }

  /** From (100, 60) to (40, 0) it is 84.9. */
  @Test
  void keepsItWhereItWouldLeaveALongGap() {
    List<Point> corner = Polygons.of(0, 0, 0, 100, 100, 100, 100, 60, 40, 60, 40, 0);

    assertEquals(corner, VertexFilter.apply(corner, 84));
    assertEquals(5, VertexFilter.apply(corner, 85).size());
  }

  /** A dent with a floor: its bends are of 135°, those of the second one of 90°. */
  @Test
  void keepsWideBendsThatComeInRuns() {
    List<Point> wide = Polygons.of(0, 0, 0, 100, 100, 100, 100, 0, 80, 0, 60, 20, 40, 20, 20, 0);
    List<Point> square = Polygons.of(0, 0, 0, 100, 100, 100, 100, 0, 60, 0, 60, 20, 40, 20, 40, 0);

    // (80, 0) and (20, 0) bulge, as do the corners of the square dent.
    assertEquals(wide, VertexFilter.apply(wide, NO_GAP));
    assertEquals(
        Polygons.of(0, 0, 0, 100, 100, 100, 100, 0, 60, 0, 40, 0),
        VertexFilter.apply(square, NO_GAP));
  }

  /** The same dent, but the outline begins on its floor: PaddleX does not see the run. */
  @Test
  void keepsNoRunIfOneGoesOverTheEnd() {
    List<Point> dented = Polygons.of(40, 20, 20, 0, 0, 0, 0, 100, 100, 100, 100, 0, 80, 0, 60, 20);
    List<Point> twice =
        Polygons.of(
            40, 20, 20, 0, 0, 0, 0, 100, 20, 100, 40, 80, 60, 80, 80, 100, 100, 100, 100, 0, 80, 0,
            60, 20);

    assertEquals(
        Polygons.of(20, 0, 0, 0, 0, 100, 100, 100, 100, 0, 80, 0),
        VertexFilter.apply(dented, NO_GAP));
    assertEquals(
        Polygons.of(20, 0, 0, 0, 0, 100, 20, 100, 80, 100, 100, 100, 100, 0, 80, 0),
        VertexFilter.apply(twice, NO_GAP));
  }

  /** Two bends inwards of 90° between (60, 0) and (40, 0). */
  @Test
  void fillsAGapWithAsManyAsItTakes() {
    List<Point> notched = Polygons.of(0, 0, 0, 100, 100, 100, 100, 0, 60, 0, 60, 60, 40, 60, 40, 0);
    List<Point> once = Polygons.of(0, 0, 0, 100, 100, 100, 100, 0, 60, 0, 60, 60, 40, 0);

    assertEquals(6, VertexFilter.apply(notched, 20).size());
    assertEquals(once, VertexFilter.apply(notched, 12));
    assertEquals(notched, VertexFilter.apply(notched, 7));
  }

  /**
   * Corners of 45° at (0, 0) and (100, 100): both edges are 100 and 141.4 long, the mean 120.7;
   * half of 45° has sine 0.3827 and cosine 0.9239.
   */
  @Test
  void laysSharpTipsBack() {
    List<Point> kept = VertexFilter.apply(Polygons.of(0, 0, 0, 100, 100, 100), NO_GAP);

    assertEquals(3, kept.size());
    assertEquals(46.19, kept.get(0).x(), 0.01);
    assertEquals(111.52, kept.get(0).y(), 0.01);
    assertEquals(new Point(0, 100), kept.get(1));
    assertEquals(-11.52, kept.get(2).x(), 0.01);
    assertEquals(53.81, kept.get(2).y(), 0.01);
  }

  @Test
  void givesNothingForLessThanATriangle() {
    assertEquals(List.of(), VertexFilter.apply(List.of(), 10));
    assertEquals(List.of(), VertexFilter.apply(Polygons.of(3, 4), 10));
    assertEquals(List.of(), VertexFilter.apply(Polygons.of(3, 4, 9, 4), 10));
  }
}
