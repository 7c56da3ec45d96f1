package dev.quire.picture;

/**
 * The sizes of what is drawn. They follow the page, so that a picture looks alike at any
 * resolution, and stop where text would become too small to read.
 *
 * @param unit the web page's CSS pixel, in pixels of the picture
 */
record Measures(double unit) {

  /** Sides of a page whose unit is one pixel. */
  private static final double LONGER = 1000;

  private static final double SHORTER = 600;

  /** 9 pixels an em. */
  private static final double LEAST = 0.82;

  private static final double EM = 11;
  private static final double TAG_HEIGHT = 15.5;
  private static final double TAG_PADDING = 4.5;
  private static final double BADGE = 19;

  /** Of a page; strips, much longer than wide, are measured by their shorter side. */
  static Measures of(int width, int height) {
    double longer = Math.max(width, height) / LONGER;
    double shorter = Math.min(width, height) / SHORTER;
    return new Measures(Math.max(LEAST, Math.min(longer, shorter)));
  }

  /** Everything smaller by a factor. */
  Measures times(double factor) {
    return new Measures(unit * factor);
  }

  double em() {
    return EM * unit;
  }

  double tagHeight() {
    return Math.rint(TAG_HEIGHT * unit);
  }

  double tagPadding() {
    return TAG_PADDING * unit;
  }

  /** The diameter of a number's circle. */
  double badge() {
    return Math.rint(BADGE * unit);
  }

  /** A line's width on whole pixels, at least one. */
  double line(double width) {
    return Math.max(1, Math.rint(width * unit));
  }
}
