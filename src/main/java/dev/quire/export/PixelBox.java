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

  int width() {
    return right - left;
  }

  int height() {
    return bottom - top;
  }
}
