package dev.quire.engine.onnx;

import dev.quire.tensor.Shape;

/**
 * The sizes of one input that a TensorRT engine is built for. A run outside of them makes TensorRT
 * build the engine anew, which takes minutes. Immutable.
 *
 * @param min smallest size in each dimension
 * @param opt the size that the engine is tuned for
 * @param max largest size in each dimension
 */
public record ShapeProfile(Shape min, Shape opt, Shape max) {

  public ShapeProfile {
    if (min.rank() == 0 || min.rank() != opt.rank() || opt.rank() != max.rank()) {
      throw new IllegalArgumentException(
          "The shapes of a profile must have one rank of at least 1, but are %s, %s and %s"
              .formatted(min, opt, max));
    }
    for (int axis = 0; axis < min.rank(); axis++) {
      if (min.dimension(axis) < 1
          || opt.dimension(axis) < min.dimension(axis)
          || max.dimension(axis) < opt.dimension(axis)) {
        throw new IllegalArgumentException(
            ("The shapes of a profile must be concrete and go up from min to max, but are %s, %s"
                    + " and %s")
                .formatted(min, opt, max));
      }
    }
  }

  /** A profile of one size. */
  public static ShapeProfile fixed(Shape shape) {
    return new ShapeProfile(shape, shape, shape);
  }
}
