package dev.quire.picture;

/** An upright rectangle in pixels. */
record Box(double x1, double y1, double x2, double y2) {

  static Box at(double x, double y, double width, double height) {
    return new Box(x, y, x + width, y + height);
  }

  double width() {
    return x2 - x1;
  }

  double height() {
    return y2 - y1;
  }

  double area() {
    return width() * height();
  }

  double centreX() {
    return (x1 + x2) / 2;
  }

  double centreY() {
    return (y1 + y2) / 2;
  }

  /** The area that both share. */
  double overlap(Box other) {
    double width = Math.min(x2, other.x2) - Math.max(x1, other.x1);
    double height = Math.min(y2, other.y2) - Math.max(y1, other.y1);
    return width > 0 && height > 0 ? width * height : 0;
  }

  /** Larger by a margin on each side. */
  Box grown(double margin) {
    return new Box(x1 - margin, y1 - margin, x2 + margin, y2 + margin);
  }

  /** What of the box lies within another, at least a point on its edge. */
  Box clippedTo(Box other) {
    return new Box(
        clamp(x1, other.x1, other.x2),
        clamp(y1, other.y1, other.y2),
        clamp(x2, other.x1, other.x2),
        clamp(y2, other.y1, other.y2));
  }

  /** Moved as little as possible so as to lie within another that is not smaller. */
  Box movedInto(Box other) {
    return at(
        clamp(x1, other.x1, other.x2 - width()),
        clamp(y1, other.y1, other.y2 - height()),
        width(),
        height());
  }

  boolean fitsInto(Box other) {
    return width() <= other.width() && height() <= other.height();
  }

  /** On whole pixels, so that its edges are sharp; the size stays what it is. */
  Box snapped() {
    return at(Math.rint(x1), Math.rint(y1), width(), height());
  }

  private static double clamp(double value, double least, double most) {
    return Math.max(least, Math.min(value, most));
  }
}
