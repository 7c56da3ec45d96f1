package dev.quire.tensor;

import java.util.Objects;

/** What a model says of one of its inputs or outputs: its name, element type and shape. */
public record TensorSpec(String name, ElementType type, Shape shape) {

  public TensorSpec {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(shape, "shape");
  }

  /**
   * Whether it is of a type and may have a shape: dynamic dimensions, of either, fit any.
   *
   * @param expected with {@link Shape#DYNAMIC} where any size will do
   */
  public boolean fits(ElementType wanted, Shape expected) {
    if (type != wanted || shape.rank() != expected.rank()) {
      return false;
    }
    for (int axis = 0; axis < expected.rank(); axis++) {
      long found = shape.dimension(axis);
      long size = expected.dimension(axis);
      if (found != size && found != Shape.DYNAMIC && size != Shape.DYNAMIC) {
        return false;
      }
    }
    return true;
  }

  /** Most items in a run: the fixed first dimension, or any number where it is dynamic. */
  public int maxBatch() {
    long batch = shape.dimension(0);
    return batch == Shape.DYNAMIC ? Integer.MAX_VALUE : Math.toIntExact(batch);
  }

  @Override
  public String toString() {
    return name + " " + type.name().toLowerCase(java.util.Locale.ROOT) + shape;
  }
}
