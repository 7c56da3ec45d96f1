package dev.quire.reading.order;

import dev.quire.reading.Area;
import dev.quire.reading.WritingMode;

/**
 * A view of the page in which reading always goes from left to right, then down, so that one order
 * serves every way of writing. Right-to-left pages are mirrored; vertical ones are turned so that
 * their right edge is on top.
 *
 * @param mode which way the page is written
 */
record Frame(WritingMode mode) {

  Area of(Area area) {
    return switch (mode) {
      case LEFT_TO_RIGHT -> area;
      case RIGHT_TO_LEFT -> new Area(-area.right(), area.top(), -area.left(), area.bottom());
      case VERTICAL -> new Area(area.top(), -area.right(), area.bottom(), -area.left());
    };
  }
}
