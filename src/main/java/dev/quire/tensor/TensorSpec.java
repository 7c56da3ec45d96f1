package dev.quire.tensor;

import java.util.Objects;

/** What a model says of one of its inputs or outputs: its name, element type and shape. */
public record TensorSpec(String name, ElementType type, Shape shape) {

  public TensorSpec {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(shape, "shape");
  }

  @Override
  public String toString() {
    return name + " " + type.name().toLowerCase(java.util.Locale.ROOT) + shape;
  }
}
