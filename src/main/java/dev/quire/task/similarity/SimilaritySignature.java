package dev.quire.task.similarity;

import dev.quire.model.ModelException;
import dev.quire.model.SimilarityModel;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.TensorSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a graph takes and gives, to be compared with what the similarity task expects of it. */
record SimilaritySignature(
    SimilarityModel model, List<TensorSpec> inputs, List<TensorSpec> outputs) {

  /** An input of this name, if there is one, of this type and rank. */
  Optional<TensorSpec> input(String name, ElementType type, Shape expected) {
    return required("an input", named(inputs, name), type, expected);
  }

  /** An output of this name, if there is one, of float32 and this rank. */
  Optional<TensorSpec> output(String name, Shape expected) {
    return required("an output", named(outputs, name), ElementType.FLOAT32, expected);
  }

  /** Most rows a run: the inputs' fixed batch size or the descriptor's limit. */
  int maxBatch() {
    return inputs.stream()
        .map(input -> input.shape().dimension(0))
        .filter(rows -> rows != Shape.DYNAMIC)
        .reduce((long) model.maxBatch(), Math::min)
        .intValue();
  }

  /** The lengths of the inputs that take no other. */
  Stream<Long> lengths() {
    return inputs.stream()
        .map(input -> input.shape().dimension(1))
        .filter(length -> length != Shape.DYNAMIC)
        .distinct();
  }

  ModelException mismatch(String found, String expected) {
    return new ModelException(
        "%s does not fit the similarity task: found %s; expected %s"
            .formatted(model.file().name(), found, expected));
  }

  private Optional<TensorSpec> required(
      String what, Optional<TensorSpec> found, ElementType type, Shape expected) {
    found.ifPresent(
        spec -> {
          if (spec.type() != type || spec.shape().rank() != expected.rank()) {
            throw mismatch(
                what + " " + spec, what + " " + new TensorSpec(spec.name(), type, expected));
          }
        });
    return found;
  }

  private static Optional<TensorSpec> named(List<TensorSpec> specs, String name) {
    return specs.stream().filter(spec -> spec.name().equals(name)).findFirst();
  }
}
