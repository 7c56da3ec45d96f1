package dev.quire.picture;

import dev.quire.image.Point;
import dev.quire.task.layout.Region;
import java.util.List;

/**
 * A region where it is drawn: on the picture, in its pixels.
 *
 * @param region what was found
 * @param box its box, at least a point on the picture's edge
 * @param polygon its outline; empty where the box is drawn
 */
record Mark(Region region, Box box, List<Point> polygon) {

  /** Fewer points enclose nothing. */
  private static final int LEAST_POINTS = 3;

  /**
   * Brings a region onto a picture.
   *
   * @param across columns of the picture for each of the original page
   * @param down rows of the picture for each of the original page
   */
  static Mark of(Region region, Box picture, double across, double down) {
    Box box =
        new Box(region.x1() * across, region.y1() * down, region.x2() * across, region.y2() * down);
    List<Point> polygon =
        region.polygon().stream()
            .map(point -> new Point(point.x() * across, point.y() * down))
            .toList();
    return new Mark(
        region, box.clippedTo(picture), polygon.size() < LEAST_POINTS ? List.of() : polygon);
  }

  String label() {
    return region.label();
  }

  Integer order() {
    return region.order();
  }
}
