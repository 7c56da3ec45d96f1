package dev.quire.export;

import dev.quire.task.layout.Region;

/** A box whose edges were rounded to whole pixels, so that neighbours still meet. */
record PixelBox(int left, int top, int right, int bottom) {

  static PixelBox of(Region region) {
    return new PixelBox(
        Math.round(region.x1()),
        Math.round(region.y1()),
        Math.round(region.x2()),
        Math.round(region.y2()));
  }

  static PixelBox of(ExportedLine.Box box) {
    return new PixelBox(
        (int) Math.round(box.left()),
        (int) Math.round(box.top()),
        (int) Math.round(box.right()),
        (int) Math.round(box.bottom()));
  }

  int width() {
    return right - left;
  }

  int height() {
    return bottom - top;
  }
}
