package dev.quire.task.layout;

import dev.quire.model.BoxUnit;

/**
 * From a graph's coordinates to pixels of the original page.
 *
 * @param x pixels of the page for one unit to the right
 * @param y pixels of the page for one unit down
 */
record BoxScale(double x, double y) {

  static BoxScale of(BoxUnit unit, PreparedPage page) {
    return switch (unit) {
      case PAGE -> new BoxScale(1, 1);
      case INPUT ->
          new BoxScale(
              page.width() / (double) page.resolution().width(),
              page.height() / (double) page.resolution().height());
      case RELATIVE -> new BoxScale(page.width(), page.height());
    };
  }

  /**
   * Changes a box in place.
   *
   * @param at where its x1 lies; y1, x2 and y2 follow
   */
  void apply(float[] values, int at) {
    values[at] = (float) (values[at] * x);
    values[at + 1] = (float) (values[at + 1] * y);
    values[at + 2] = (float) (values[at + 2] * x);
    values[at + 3] = (float) (values[at + 3] * y);
  }
}
