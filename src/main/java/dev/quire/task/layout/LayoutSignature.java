package dev.quire.task.layout;

import dev.quire.model.Model;
import dev.quire.model.ModelException;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.TensorSpec;
import java.util.List;
import java.util.Optional;

/** What a graph takes and gives, to be compared with what the layout task expects of it. */
record LayoutSignature(Model model, List<TensorSpec> inputs, List<TensorSpec> outputs) {

  /** An input of this name, if there is one, of this type and a shape like this one. */
  Optional<TensorSpec> input(String name, ElementType type, Shape expected) {
    Optional<TensorSpec> found = named(inputs, name);
    found.ifPresent(
        input -> {
          if (input.type() != type || !compatible(expected, input.shape())) {
            throw mismatch("an input " + input, "an input " + new TensorSpec(name, type, expected));
          }
        });
    return found;
  }

  static Optional<TensorSpec> named(List<TensorSpec> specs, String name) {
    return specs.stream().filter(spec -> spec.name().equals(name)).findFirst();
  }

  /** Most pages a run: the inputs' fixed batch size or the descriptor's limit. */
  int maxBatch() {
    int declared = inputs.stream().mapToInt(LayoutSignature::batch).min().orElseThrow();
    return Math.min(declared, model.maxBatch());
  }

  /** Most of what a tensor's first dimension counts. */
  static int batch(TensorSpec spec) {
    long first = spec.shape().dimension(0);
    return first == Shape.DYNAMIC ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, first);
  }

  /** Whether both agree wherever neither is dynamic. */
  static boolean compatible(Shape one, Shape other) {
    if (one.rank() != other.rank()) {
      return false;
    }
    for (int axis = 0; axis < one.rank(); axis++) {
      if (!compatible(one.dimension(axis), other.dimension(axis))) {
        return false;
      }
    }
    return true;
  }

  static boolean compatible(long one, long other) {
    return one == other || one == Shape.DYNAMIC || other == Shape.DYNAMIC;
  }

  ModelException mismatch(String found, String expected) {
    return new ModelException(
        "%s does not fit the layout task: found %s; expected %s"
            .formatted(model.file().name(), found, expected));
  }
}
