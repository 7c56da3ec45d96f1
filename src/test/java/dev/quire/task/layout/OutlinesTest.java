package dev.quire.task.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.image.Point;
import dev.quire.task.layout.MaskFixture.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cases worked out by hand: a page of 400×200 under a grid of 200×100, two pixels a cell. */
class OutlinesTest {

  private static final int WIDTH = 400;
  private static final int HEIGHT = 200;
  private static final Shape EVERYTHING = (row, y, x) -> true;

  @ParameterizedTest
  @EnumSource(
      value = ShapeMode.class,
      names = {"QUAD", "POLY", "AUTO"})
  void takesTheBoxWhereTheMaskIsEmpty(ShapeMode mode) {
    assertEquals(
        List.of(Polygons.box(10, 20, 50, 60)),
        trace(mode, (row, y, x) -> false, box(10, 20, 50, 60)));
  }

  @ParameterizedTest
  @EnumSource(
      value = ShapeMode.class,
      names = {"QUAD", "POLY", "AUTO"})
  void takesTheBoxWhereThereIsNoMaskToCut(ShapeMode mode) {
    assertEquals(
        List.of(
            Polygons.box(10, 20, 10, 60),
            Polygons.box(410, 20, 450, 60),
            Polygons.box(10, 0, 50, 1),
            Polygons.box(0, 0, 2_000_000, 100)),
        trace(
            mode,
            EVERYTHING,
            box(10, 20, 10, 60),
            box(410, 20, 450, 60),
            box(10, 0, 50, 1),
            box(0, 0, 2_000_000, 100)));
  }

  /** The outline runs through the outermost pixels, so that it is a pixel smaller than the box. */
  @Test
  void outlinesTheMask() {
    assertEquals(
        List.of(Polygons.of(10, 20, 10, 59, 49, 59, 49, 20)),
        trace(ShapeMode.POLY, EVERYTHING, box(10, 20, 50, 60)));
  }

  @Test
  void cutsTheMaskAtTheBox() {
    // The right half of the box, from pixel 30 on.
    assertEquals(
        List.of(Polygons.of(30, 20, 30, 59, 49, 59, 49, 20)),
        trace(ShapeMode.POLY, (row, y, x) -> x >= 15, box(10, 20, 50, 60)));
  }

  @Test
  void takesEachRowsOwnMask() {
    Shape second = (row, y, x) -> row == 1;

    assertEquals(
        List.of(Polygons.of(10, 20, 10, 59, 49, 59, 49, 20), Polygons.box(10, 20, 50, 60)),
        trace(
            ShapeMode.POLY,
            second,
            box(10, 20, 50, 60).withRow(1),
            box(10, 20, 50, 60).withRow(0)));
  }

  /** The upper left corner first, then clockwise as one looks at it. */
  @Test
  void turnsTheSmallestRectangleToTheUpperLeft() {
    List<Point> quad = trace(ShapeMode.QUAD, EVERYTHING, box(10, 20, 50, 60)).get(0);

    assertNear(Polygons.of(10, 20, 49, 20, 49, 59, 10, 59), quad);
  }

  /** A band from the lower left to the upper right: corners at its ends, left of the box's. */
  @Test
  void slantsTheSmallestRectangle() {
    Shape band = (row, y, x) -> Math.abs(x + y - 50) <= 10;

    List<Point> quad = trace(ShapeMode.QUAD, band, box(0, 0, 100, 100)).get(0);

    Point first = quad.get(0);
    assertEquals(true, quad.stream().allMatch(p -> p.x() + p.y() >= first.x() + first.y() - 1e-3));
    double long1 = distance(quad.get(0), quad.get(1));
    double long2 = distance(quad.get(2), quad.get(3));
    assertEquals(long1, long2, 1e-3);
  }

  /** 39² of 40² is 0.951, 19² of 20² is 0.9025. */
  @Test
  void takesTheBoxForARectangleNearlyLikeIt() {
    assertEquals(
        List.of(Polygons.box(10, 20, 50, 60)),
        trace(ShapeMode.AUTO, EVERYTHING, box(10, 20, 50, 60)));
    assertNear(
        Polygons.of(10, 20, 29, 20, 29, 39, 10, 39),
        trace(ShapeMode.AUTO, EVERYTHING, box(10, 20, 30, 40)).get(0));
  }

  /** A triangle is half of its smallest rectangle. */
  @Test
  void keepsAnOutlineThatFourCornersDoNotTell() {
    Shape triangle = (row, y, x) -> x <= y;

    List<Point> polygon = trace(ShapeMode.POLY, triangle, box(0, 0, 100, 100)).get(0);

    assertEquals(List.of(polygon), trace(ShapeMode.AUTO, triangle, box(0, 0, 100, 100)));
  }

  /** The second box lies on the first, the third apart from the second. */
  @Test
  void keepsAnOutlineWhereFourCornersWouldCoverTheOneBefore() {
    List<Point> outline = Polygons.of(10, 20, 10, 59, 49, 59, 49, 20);

    assertEquals(
        List.of(Polygons.box(10, 20, 50, 60), outline, Polygons.box(100, 20, 140, 60)),
        trace(
            ShapeMode.AUTO,
            EVERYTHING,
            box(10, 20, 50, 60),
            box(10, 20, 50, 60),
            box(100, 20, 140, 60)));
  }

  /** A page smaller than its grid: two pixels show the first and the third of four cells. */
  @Test
  void dropsWhatShrinksAway() {
    Masks masks = MaskFixture.of(2, 4, 16, (row, y, x) -> row == 1 || x % 2 == 1);
    List<Detection> boxes = List.of(box(0, 0, 2, 2), box(0, 0, 2, 2).withRow(1));

    assertEquals(
        List.of(1),
        new Outlines(masks, 8, 2, ShapeMode.POLY)
            .trace(boxes).stream().map(Detection::row).toList());
    assertEquals(
        List.of(1),
        new Outlines(masks, 8, 2, ShapeMode.AUTO)
            .trace(boxes).stream().map(Detection::row).toList());
    assertEquals(
        List.of(0, 1),
        new Outlines(masks, 8, 2, ShapeMode.QUAD)
            .trace(boxes).stream().map(Detection::row).toList());
  }

  /**
   * An L of 120 whose bend inwards lies in a gap of 67: the box is 120 wide, which would allow for
   * 36 and keep the bend, but its right edge minus its upper one is 320, which allows for 96.
   */
  @Test
  void smoothsByPaddlesWidth() {
    Shape corner = (row, y, x) -> x < 136 || y >= 24;
    Masks masks = MaskFixture.of(1, HEIGHT / 2, WIDTH / 2, corner);
    List<Detection> box = List.of(box(200, 0, 320, 120));

    List<Detection> smooth = new Outlines(masks, WIDTH, HEIGHT, ShapeMode.POLY).trace(box);

    assertEquals(5, smooth.get(0).polygon().size());
  }

  private static List<List<Point>> trace(ShapeMode mode, Shape shape, Detection... boxes) {
    Masks masks = MaskFixture.of(boxes.length, HEIGHT / 2, WIDTH / 2, shape);
    return new Outlines(masks, WIDTH, HEIGHT, mode)
        .trace(Arrays.asList(boxes)).stream().map(Detection::polygon).toList();
  }

  private static Detection box(float x1, float y1, float x2, float y2) {
    return new Detection(0, 0.9f, x1, y1, x2, y2, 0, 0);
  }

  private static double distance(Point one, Point two) {
    return Math.hypot(one.x() - two.x(), one.y() - two.y());
  }

  private static void assertNear(List<Point> expected, List<Point> found) {
    assertEquals(expected.size(), found.size(), found::toString);
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(0, distance(expected.get(i), found.get(i)), 1e-3, found.toString());
    }
  }
}
