package dev.quire.reading.order;

import dev.quire.reading.Area;

/**
 * How far things may reach into each other and still count as apart: boxes are drawn generously and
 * pages are scanned askew.
 *
 * @param x by how much an area is narrowed at each side, at most
 * @param y by how much it is lowered at each side, at most
 */
record Slack(double x, double y) {

  /** An area gives up at most this share of its size at each side. */
  private static final double MOST = 0.2;

  double left(Area area) {
    return area.left() + Math.min(x, MOST * area.width());
  }

  double right(Area area) {
    return area.right() - Math.min(x, MOST * area.width());
  }

  double top(Area area) {
    return area.top() + Math.min(y, MOST * area.height());
  }

  double bottom(Area area) {
    return area.bottom() - Math.min(y, MOST * area.height());
  }
}
