package dev.quire.image;

/**
 * A place in a picture.
 *
 * @param x pixels from the left
 * @param y pixels from the top
 */
public record Point(double x, double y) {

  /** This place moved. */
  public Point plus(double right, double down) {
    return new Point(x + right, y + down);
  }
}
