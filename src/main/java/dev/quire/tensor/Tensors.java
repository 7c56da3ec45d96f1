package dev.quire.tensor;

/** Where the tensors of a batch come from. */
@FunctionalInterface
public interface Tensors {

  /**
   * A tensor to be filled.
   *
   * @param name its name in the batch; no two tensors of a batch share one
   * @return its contents are undefined
   */
  Tensor tensor(String name, ElementType type, Shape shape);

  /** Tensors in memory of their own, zeroed. Thread-safe. */
  static Tensors fresh() {
    return (name, type, shape) -> Tensor.allocate(type, shape);
  }
}
