package dev.quire.reading.table;

/**
 * A ruling line, nearly horizontal or nearly vertical, in pixels of the page. A horizontal rule
 * runs from left to right, a vertical one from top to bottom.
 *
 * @param x1 where it begins
 * @param y1 where it begins
 * @param x2 where it ends
 * @param y2 where it ends
 */
public record Rule(double x1, double y1, double x2, double y2) {

  /** Puts the ends in order. */
  public Rule {
    boolean flat = Math.abs(x2 - x1) >= Math.abs(y2 - y1);
    if (flat ? x2 < x1 : y2 < y1) {
      double x = x1;
      double y = y1;
      x1 = x2;
      y1 = y2;
      x2 = x;
      y2 = y;
    }
  }

  /** A level rule. */
  public static Rule horizontal(double y, double left, double right) {
    return new Rule(left, y, right, y);
  }

  /** An upright rule. */
  public static Rule vertical(double x, double top, double bottom) {
    return new Rule(x, top, x, bottom);
  }

  /** Whether it is wider than high. */
  public boolean horizontal() {
    return Math.abs(x2 - x1) >= Math.abs(y2 - y1);
  }

  /** Where it begins along its direction, in pixels. */
  public double from() {
    return horizontal() ? x1 : y1;
  }

  /** Where it ends along its direction, in pixels. */
  public double to() {
    return horizontal() ? x2 : y2;
  }

  /** Where its middle stands across its direction, in pixels. */
  public double at() {
    return horizontal() ? (y1 + y2) / 2 : (x1 + x2) / 2;
  }

  /** How long it is along its direction, in pixels. */
  public double length() {
    return to() - from();
  }

  /** How far it leaves its direction for each pixel along it; 0 for a rule without length. */
  public double slope() {
    double across = horizontal() ? y2 - y1 : x2 - x1;
    return length() > 0 ? across / length() : 0;
  }

  /**
   * The same rule on the page, if this one was found in a picture cut from it.
   *
   * @param scale pixels of the page for each pixel of the picture
   * @param left where the picture begins on the page
   * @param top where the picture begins on the page
   */
  public Rule placed(double scale, double left, double top) {
    return new Rule(left + x1 * scale, top + y1 * scale, left + x2 * scale, top + y2 * scale);
  }
}
