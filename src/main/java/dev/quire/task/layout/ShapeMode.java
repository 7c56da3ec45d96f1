package dev.quire.task.layout;

/** What outlines regions get where the model gives masks: PaddleX's {@code layout_shape_mode}. */
public enum ShapeMode {
  /** None: the box is all there is. */
  RECT,
  /** The smallest rectangle, however turned, around the mask. */
  QUAD,
  /** The mask's own outline. */
  POLY,
  /** Four corners where they tell nearly as much as the mask's outline, else that outline. */
  AUTO
}
