package dev.quire.engine;

import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import java.util.List;
import java.util.Map;

/**
 * Whether a run fits a model, before an engine sees it. Immutable.
 *
 * @param model what messages call the model
 * @param inputs all inputs of the model
 * @param outputs the outputs that can be fetched
 */
public record RunChecks(String model, List<TensorSpec> inputs, List<TensorSpec> outputs) {

  public RunChecks {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * Requires the model's inputs and no others, each of its type, rank and static dimensions.
   *
   * @throws EngineException if they are not; the message says what was found and expected
   */
  public void requireInputs(Map<String, Tensor> given) {
    for (TensorSpec spec : inputs) {
      Tensor tensor = given.get(spec.name());
      if (tensor == null) {
        throw new EngineException(
            "Model %s: no input '%s' among %s".formatted(model, spec.name(), given.keySet()));
      }
      if (tensor.type() != spec.type() || !spec.shape().accepts(tensor.shape())) {
        throw new EngineException(
            "Model %s: input %s found, %s expected"
                .formatted(
                    model, new TensorSpec(spec.name(), tensor.type(), tensor.shape()), spec));
      }
    }
    if (given.size() > inputs.size()) {
      throw new EngineException(
          "Model %s: inputs %s found, %s expected".formatted(model, given.keySet(), inputs));
    }
  }

  /**
   * Requires at least one output, and all among those of the model.
   *
   * @throws EngineException if they are not
   */
  public void requireOutputs(List<String> wanted) {
    if (wanted.isEmpty()) {
      throw new EngineException("Model %s: no outputs are asked for".formatted(model));
    }
    for (String name : wanted) {
      if (outputs.stream().noneMatch(output -> output.name().equals(name))) {
        throw new EngineException(
            "Model %s has no output '%s', but %s".formatted(model, name, outputs));
      }
    }
  }
}
