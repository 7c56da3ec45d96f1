package dev.quire.task.layout;

import dev.quire.model.Resolution;

/**
 * The cells of one stride, row-major from the top left. Where a side is no multiple of the stride,
 * the last cells reach beyond it.
 *
 * @param resolution size of the model's input
 * @param stride pixels of the input from one cell to the next
 */
record PicoDetGrid(Resolution resolution, int stride) {

  /** Left, top, right and bottom. */
  static final int SIDES = 4;

  int cells() {
    return Math.multiplyExact(steps(resolution.height()), columns());
  }

  /** Where a cell's centre lies, in pixels of the input. */
  double centreX(int cell) {
    return (cell % columns() + 0.5) * stride;
  }

  /** See {@link #centreX}. */
  double centreY(int cell) {
    return (cell / columns() + 0.5) * stride;
  }

  private int columns() {
    return steps(resolution.width());
  }

  private int steps(int side) {
    return (side + stride - 1) / stride;
  }
}
