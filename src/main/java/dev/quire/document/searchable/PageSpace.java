package dev.quire.document.searchable;

import dev.quire.reading.Area;

/**
 * Where pixels of a drawn page lie in the page's own coordinates, which know neither its rotation
 * nor its user unit: origin somewhere below, y upwards (ISO 32000-2, 8.3.2.3).
 *
 * @param x of the upper left corner of the drawn page
 * @param y of the upper left corner of the drawn page
 * @param rightX how far one pixel to the right leads in x
 * @param rightY how far one pixel to the right leads in y
 * @param downX how far one pixel down leads in x
 * @param downY how far one pixel down leads in y
 * @param width columns of the drawn page
 * @param height rows of the drawn page
 */
record PageSpace(
    double x,
    double y,
    double rightX,
    double rightY,
    double downX,
    double downY,
    double width,
    double height) {

  /** Of a pixel: no box is smaller. */
  private static final double LEAST = 0.01;

  /**
   * @param box what is seen of the page, in its own coordinates, y upwards: {@code top} is below
   *     {@code bottom}
   * @param rotation clockwise, a multiple of 90
   * @param width columns of the drawn page, at least 1
   * @param height rows of the drawn page, at least 1
   */
  static PageSpace of(Area box, int rotation, int width, int height) {
    double w = box.width();
    double h = box.height();
    double left = box.left();
    double low = box.top();
    double right = box.right();
    double high = box.bottom();
    return switch (Math.floorMod(rotation, 360)) {
      case 90 -> new PageSpace(left, low, 0, h / width, w / height, 0, width, height);
      case 180 -> new PageSpace(right, low, -w / width, 0, 0, h / height, width, height);
      case 270 -> new PageSpace(right, high, 0, -h / width, -w / height, 0, width, height);
      default -> new PageSpace(left, high, w / width, 0, 0, -h / height, width, height);
    };
  }

  /** The x of a pixel. */
  double x(double column, double row) {
    return x + column * rightX + row * downX;
  }

  /** The y of a pixel. */
  double y(double column, double row) {
    return y + column * rightY + row * downY;
  }

  /** The column of a point. */
  double column(double pointX, double pointY) {
    return ((pointX - x) * downY - (pointY - y) * downX) / determinant();
  }

  /** The row of a point. */
  double row(double pointX, double pointY) {
    return ((pointY - y) * rightX - (pointX - x) * rightY) / determinant();
  }

  private double determinant() {
    return rightX * downY - rightY * downX;
  }

  /** How long a pixel is from left to right. */
  double columnLength() {
    return Math.hypot(rightX, rightY);
  }

  /** How long a pixel is from top to bottom. */
  double rowLength() {
    return Math.hypot(downX, downY);
  }

  /** The part of an area that lies on the page, at least a hundredth of a pixel each way. */
  Area onPage(Area area) {
    double left = within(area.left(), width);
    double top = within(area.top(), height);
    return new Area(
        left,
        top,
        Math.max(left + LEAST, Math.min(area.right(), width)),
        Math.max(top + LEAST, Math.min(area.bottom(), height)));
  }

  private static double within(double value, double size) {
    return Math.max(0, Math.min(value, size - LEAST));
  }
}
