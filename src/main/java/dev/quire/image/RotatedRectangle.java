package dev.quire.image;

import java.util.List;

/**
 * A rectangle that may stand turned.
 *
 * @param corners four, in an order that turns one way round
 * @param shortSide length of its shorter sides
 */
public record RotatedRectangle(List<Point> corners, double shortSide) {

  public RotatedRectangle {
    corners = List.copyOf(corners);
    if (corners.size() != 4) {
      throw new IllegalArgumentException("A rectangle has 4 corners, not " + corners.size());
    }
  }
}
