package dev.quire.reading;

import java.util.Collection;

/**
 * An upright rectangle, in pixels of the page, origin at its upper left corner.
 *
 * @param left the left edge
 * @param top the upper edge
 * @param right the right edge, not less than {@code left}
 * @param bottom the lower edge, not less than {@code top}
 */
public record Area(double left, double top, double right, double bottom) {

  /** Checks the order of the edges. */
  public Area {
    if (!(right >= left && bottom >= top)) {
      throw new IllegalArgumentException(
          "not a rectangle: " + left + ", " + top + ", " + right + ", " + bottom);
    }
  }

  /**
   * The smallest rectangle that holds all of them.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Area around(Collection<Area> areas) {
    return areas.stream()
        .reduce(Area::union)
        .orElseThrow(() -> new IllegalArgumentException("no rectangle to surround"));
  }

  /** From edge to edge, in pixels. */
  public double width() {
    return right - left;
  }

  /** From edge to edge, in pixels. */
  public double height() {
    return bottom - top;
  }

  /** In square pixels. */
  public double size() {
    return width() * height();
  }

  /** Half way between left and right. */
  public double centreX() {
    return (left + right) / 2;
  }

  /** Half way between top and bottom. */
  public double centreY() {
    return (top + bottom) / 2;
  }

  /** The smallest rectangle that holds both. */
  public Area union(Area other) {
    return new Area(
        Math.min(left, other.left),
        Math.min(top, other.top),
        Math.max(right, other.right),
        Math.max(bottom, other.bottom));
  }

  /** What both share, in square pixels; 0 where they do not meet. */
  public double overlap(Area other) {
    return overlapX(other) * overlapY(other);
  }

  /** How much of the horizontal extent both share, in pixels; 0 where they do not meet. */
  public double overlapX(Area other) {
    return Math.max(0, Math.min(right, other.right) - Math.max(left, other.left));
  }

  /** How much of the vertical extent both share, in pixels; 0 where they do not meet. */
  public double overlapY(Area other) {
    return Math.max(0, Math.min(bottom, other.bottom) - Math.max(top, other.top));
  }

  /** Whether a point lies within, its edges included. */
  public boolean contains(double x, double y) {
    return x >= left && x <= right && y >= top && y <= bottom;
  }
}
