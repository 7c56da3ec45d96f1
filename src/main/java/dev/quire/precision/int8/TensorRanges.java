package dev.quire.precision.int8;

import dev.quire.engine.Predictor;
import dev.quire.model.graph.ValueRange;
import dev.quire.task.Task;
import dev.quire.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Observes in which ranges the tensors of a model lie while it runs: from the least to the greatest
 * value seen. On page-mini cutting off the rarest values (0.01 % at each end) made it answer less
 * alike: 99.0 % instead of 99.4 % of the regions on pages not observed.
 */
final class TensorRanges<P, R> {

  /** Tensors fetched with one run, so that those of a whole model are not in memory at once. */
  private static final int FETCHED = 8;

  private final Task<P, R> task;
  private final Map<String, ValueRange> ranges = new HashMap<>();

  TensorRanges(Task<P, R> task) {
    this.task = task;
  }

  /**
   * Runs a model and widens the ranges by what is seen.
   *
   * @param observed has the tensors as outputs or inputs, FLOAT all of them
   */
  void observe(Predictor observed, P item, List<String> tensors) {
    Map<String, Tensor> inputs = task.assemble(List.of(item));
    List<String> outputs = tensors.stream().filter(name -> !inputs.containsKey(name)).toList();
    for (int from = 0; from < outputs.size(); from += FETCHED) {
      List<String> some = outputs.subList(from, Math.min(outputs.size(), from + FETCHED));
      observed.run(inputs, some).forEach(this::widen);
    }
    inputs.forEach(
        (name, tensor) -> {
          if (tensors.contains(name)) {
            widen(name, tensor);
          }
        });
  }

  /** By the names of tensors. */
  Map<String, ValueRange> ranges() {
    return Map.copyOf(ranges);
  }

  private void widen(String name, Tensor tensor) {
    FloatBuffer values = tensor.data().asFloatBuffer();
    float least = 0;
    float greatest = 0;
    while (values.hasRemaining()) {
      float value = values.get();
      if (Float.isFinite(value)) {
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
      }
    }
    ranges.merge(name, new ValueRange(least, greatest), TensorRanges::both);
  }

  private static ValueRange both(ValueRange one, ValueRange other) {
    return new ValueRange(
        Math.min(one.least(), other.least()), Math.max(one.greatest(), other.greatest()));
  }
}
