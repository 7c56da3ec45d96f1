package dev.quire.task.ocr.detection;

import dev.quire.image.Point;
import dev.quire.image.Quad;

/** Boxes for tests. */
final class Boxes {

  private Boxes() {}

  /**
   * A box of four corners.
   *
   * @param corners x and y in turn, clockwise from the upper left
   */
  static TextBox box(double score, double... corners) {
    return new TextBox(
        new Quad(
            new Point(corners[0], corners[1]),
            new Point(corners[2], corners[3]),
            new Point(corners[4], corners[5]),
            new Point(corners[6], corners[7])),
        score);
  }

  /** A box of 30×8 pixels by its upper left corner. */
  static TextBox at(double x, double y) {
    return box(1, x, y, x + 30, y, x + 30, y + 8, x, y + 8);
  }
}
