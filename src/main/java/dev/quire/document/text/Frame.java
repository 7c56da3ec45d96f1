package dev.quire.document.text;

/**
 * A direction of lines: lengths along a line grow as it is read, those across it from one line to
 * the next. Angles are in degrees, clockwise on the page.
 */
record Frame(int degrees) {

  static final Frame RIGHT = new Frame(0);
  static final Frame DOWN = new Frame(90);

  /** Scans are askew by as much; their lines still count as upright. */
  private static final double ASKEW = 3;

  /** Where the baseline of letters lies that stand centred on an ideograph's middle. */
  private static final double CENTRED = 0.38;

  /** The direction of a character's line. */
  static Frame of(Glyph glyph) {
    if (glyph.upright()) {
      return DOWN;
    }
    double degrees = Math.toDegrees(Math.atan2(glyph.dirY(), glyph.dirX()));
    double quarter = Math.rint(degrees / 90) * 90;
    double rounded = Math.abs(degrees - quarter) <= ASKEW ? quarter : Math.rint(degrees);
    return new Frame(Math.floorMod((int) rounded, 360));
  }

  double along(double x, double y) {
    return switch (degrees) {
      case 0 -> x;
      case 90 -> y;
      case 180 -> -x;
      case 270 -> -y;
      default -> x * Math.cos(radians()) + y * Math.sin(radians());
    };
  }

  double across(double x, double y) {
    return switch (degrees) {
      case 0 -> y;
      case 90 -> -x;
      case 180 -> -y;
      case 270 -> x;
      default -> y * Math.cos(radians()) - x * Math.sin(radians());
    };
  }

  private double radians() {
    return Math.toRadians(degrees);
  }

  double start(Glyph glyph) {
    return glyph.upright()
        ? along(glyph.box().getCenterX(), glyph.box().getCenterY()) - glyph.size() / 2
        : along(glyph.x(), glyph.y());
  }

  double end(Glyph glyph) {
    return start(glyph) + (glyph.upright() ? glyph.size() : glyph.advance());
  }

  /** Of the baseline. */
  double line(Glyph glyph) {
    return glyph.upright()
        ? across(glyph.box().getCenterX(), glyph.box().getCenterY()) + CENTRED * glyph.size()
        : across(glyph.x(), glyph.y());
  }
}
