package dev.quire.model.paddle;

import dev.quire.tensor.Shape;
import java.util.Objects;

/**
 * What a program says of a tensor: its element type and its shape, of which any dimension may be
 * {@link Shape#DYNAMIC}.
 */
public record TensorType(PaddleType type, Shape shape) {

  /** Most dimensions that a tensor of Paddle's can have. */
  static final int MOST_DIMENSIONS = 9;

  public TensorType {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(shape, "shape");
  }

  @Override
  public String toString() {
    return type + " " + shape;
  }
}
