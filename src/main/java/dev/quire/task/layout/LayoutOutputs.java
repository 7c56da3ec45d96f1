package dev.quire.task.layout;

import dev.quire.model.Model;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * The outputs of one run.
 *
 * @param model whose run it was
 * @param tensors the outputs by name
 * @param expected the names that are read
 */
record LayoutOutputs(Model model, Map<String, Tensor> tensors, List<String> expected) {

  /** An output of this rank. */
  Tensor require(String name, int rank) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw broken("outputs %s found; expected %s".formatted(tensors.keySet(), expected));
    }
    if (tensor.shape().rank() != rank) {
      throw broken(name, tensor, "rank " + rank);
    }
    return tensor;
  }

  /** An output of this rank that holds float32. */
  Tensor requireFloats(String name, int rank) {
    Tensor tensor = require(name, rank);
    if (tensor.type() != ElementType.FLOAT32) {
      throw broken(name, tensor, "float32");
    }
    return tensor;
  }

  /** An output is not what was expected. */
  IllegalStateException broken(String name, Tensor found, String expected) {
    return broken(
        "output %s is %s%s; expected %s".formatted(name, found.type(), found.shape(), expected));
  }

  /** Something is not as expected. */
  IllegalStateException broken(String what) {
    return new IllegalStateException(model.file().name() + ": " + what);
  }
}
