package dev.quire.image;

import java.util.List;

/**
 * Four corners of something that may stand turned on a page, such as a line of text. In pixels of
 * the page; corners go clockwise as one looks at it, beginning where the text begins.
 *
 * @param topLeft where the line's first character has its upper left corner
 * @param topRight where its last character has its upper right corner
 * @param bottomRight below {@code topRight}
 * @param bottomLeft below {@code topLeft}
 */
public record Quad(Point topLeft, Point topRight, Point bottomRight, Point bottomLeft) {

  /** The corners in their order. */
  public List<Point> corners() {
    return List.of(topLeft, topRight, bottomRight, bottomLeft);
  }

  /** The same corners, beginning at the opposite one: text that stands upside down, read. */
  public Quad turned() {
    return new Quad(bottomRight, bottomLeft, topLeft, topRight);
  }
}
