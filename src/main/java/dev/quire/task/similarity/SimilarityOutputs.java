package dev.quire.task.similarity;

import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * The outputs of one run.
 *
 * @param file whose run it was
 * @param tensors the outputs by name
 */
record SimilarityOutputs(String file, Map<String, Tensor> tensors) {

  /**
   * An output of float32.
   *
   * @param expected its shape, as far as it is known
   * @throws IllegalStateException if it is not so
   */
  Tensor require(String name, Shape expected) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalStateException(
          "%s: outputs %s found; expected %s".formatted(file, tensors.keySet(), name));
    }
    if (tensor.type() != ElementType.FLOAT32 || !expected.accepts(tensor.shape())) {
      throw new IllegalStateException(
          "%s: output %s is %s%s; expected %s%s"
              .formatted(file, name, tensor.type(), tensor.shape(), ElementType.FLOAT32, expected));
    }
    return tensor;
  }

  /**
   * One row of an output's values.
   *
   * @param from index of its first value in the tensor
   * @throws IllegalStateException if one is no finite number
   */
  double[] finite(String name, FloatBuffer values, int from, int count) {
    double[] row = new double[count];
    for (int i = 0; i < count; i++) {
      row[i] = values.get(from + i);
      if (!Double.isFinite(row[i])) {
        throw new IllegalStateException(
            "%s: output %s holds %s; expected finite numbers".formatted(file, name, row[i]));
      }
    }
    return row;
  }
}
