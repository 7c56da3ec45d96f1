package dev.quire.api.paddlex;

import dev.quire.image.Point;
import dev.quire.image.Quad;
import dev.quire.reading.Area;
import dev.quire.task.layout.Region;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.stream.Stream;

/**
 * Coordinates as PaddleX writes them: in pixels of the page, and whole ones without a fraction,
 * since clients may read them as integers.
 */
final class Coordinates {

  private Coordinates() {}

  /** Left, top, right and bottom. */
  static List<Number> box(Region region) {
    return Stream.of(region.x1(), region.y1(), region.x2(), region.y2())
        .map(Coordinates::shortest)
        .toList();
  }

  /** The same in whole pixels, cut off as Python's {@code int} does. */
  static List<Integer> wholeBox(Region region) {
    return List.of((int) region.x1(), (int) region.y1(), (int) region.x2(), (int) region.y2());
  }

  /** The same of a block. */
  static List<Integer> wholeBox(Area area) {
    return List.of((int) area.left(), (int) area.top(), (int) area.right(), (int) area.bottom());
  }

  /** Its corners clockwise from the upper left one, in whole pixels, each a pair. */
  static List<List<Integer>> wholeCorners(Area area) {
    List<Integer> box = wholeBox(area);
    return List.of(
        List.of(box.get(0), box.get(1)),
        List.of(box.get(2), box.get(1)),
        List.of(box.get(2), box.get(3)),
        List.of(box.get(0), box.get(3)));
  }

  /** Left, top, right and bottom of the upright box around corners, to the nearest pixel. */
  static List<Integer> wholeBox(Quad quad) {
    IntSummaryStatistics across =
        quad.corners().stream().mapToInt(corner -> nearest(corner.x())).summaryStatistics();
    IntSummaryStatistics down =
        quad.corners().stream().mapToInt(corner -> nearest(corner.y())).summaryStatistics();
    return List.of(across.getMin(), down.getMin(), across.getMax(), down.getMax());
  }

  /** The corners to the nearest pixel, each a pair. */
  static List<List<Integer>> wholeCorners(Quad quad) {
    return quad.corners().stream()
        .map(corner -> List.of(nearest(corner.x()), nearest(corner.y())))
        .toList();
  }

  private static int nearest(double pixels) {
    return (int) Math.round(pixels);
  }

  /** The corners of its outline, those of its box if it has none, each a pair. */
  static List<List<Number>> outline(Region region) {
    if (region.polygon().isEmpty()) {
      Number left = shortest(region.x1());
      Number top = shortest(region.y1());
      Number right = shortest(region.x2());
      Number bottom = shortest(region.y2());
      return List.of(
          List.of(left, top), List.of(right, top), List.of(right, bottom), List.of(left, bottom));
    }
    return region.polygon().stream().map(Coordinates::pair).toList();
  }

  private static List<Number> pair(Point point) {
    return List.of(shortest((float) point.x()), shortest((float) point.y()));
  }

  /** A float stays one: as a double it would show digits that nobody measured. */
  private static Number shortest(float pixels) {
    int whole = (int) pixels;
    // in an expression with a question mark both would become floats
    if (whole == pixels) {
      return whole;
    }
    return pixels;
  }
}
