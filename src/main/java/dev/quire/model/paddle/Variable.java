package dev.quire.model.paddle;

import dev.quire.tensor.Shape;
import java.util.Objects;
import java.util.Optional;

/**
 * A variable of a block.
 *
 * @param name unique in its block
 * @param kind what it holds
 * @param tensor element type and shape, where {@code kind} is {@link VariableKind#TENSOR}; empty of
 *     other kinds
 * @param persistable whether it keeps its value between runs, as parameters do
 * @param lodLevel how many levels of Paddle's nested sequences lie over the tensor; 0 of all but
 *     old language models
 */
public record Variable(
    String name,
    VariableKind kind,
    Optional<TensorType> tensor,
    boolean persistable,
    int lodLevel) {

  /** The variable that the feed operators take the inputs from. */
  public static final Variable FEED =
      new Variable("feed", VariableKind.FEED, Optional.empty(), true, 0);

  /** The variable that the fetch operators put the outputs into. */
  public static final Variable FETCH =
      new Variable("fetch", VariableKind.FETCH, Optional.empty(), true, 0);

  public Variable {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(kind, "kind");
    if (tensor.isPresent() != (kind == VariableKind.TENSOR)) {
      throw new IllegalArgumentException(
          "The variable %s of kind %s has the tensor type %s".formatted(name, kind, tensor));
    }
  }

  /** A tensor that a run makes. */
  public static Variable tensor(String name, PaddleType type, Shape shape) {
    return new Variable(
        name, VariableKind.TENSOR, Optional.of(new TensorType(type, shape)), false, 0);
  }

  /** A tensor that the parameters file holds. */
  public static Variable parameter(String name, PaddleType type, Shape shape) {
    return new Variable(
        name, VariableKind.TENSOR, Optional.of(new TensorType(type, shape)), true, 0);
  }

  /**
   * Element type and shape.
   *
   * @throws IllegalStateException if it is no tensor
   */
  public TensorType requireTensor() {
    return tensor.orElseThrow(
        () -> new IllegalStateException("The variable %s is a %s".formatted(name, kind)));
  }

  /**
   * Whether the parameters file holds its value: persistable, and not made by the engine itself.
   */
  boolean isParameter() {
    return persistable
        && kind != VariableKind.FEED
        && kind != VariableKind.FETCH
        && kind != VariableKind.RAW;
  }
}
