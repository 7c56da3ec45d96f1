package dev.quire.engine.simulated;

import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import java.util.List;
import java.util.Map;

/**
 * What a simulated engine answers: the part of the simulation that knows what the tensors mean.
 * Implementations are thread-safe. The tensors they are given fit {@link #inputs()}.
 */
public interface SimulatedModel {

  /** The inputs it claims its graph has. */
  List<TensorSpec> inputs();

  /** The outputs it claims its graph has. */
  List<TensorSpec> outputs();

  /** Number of items in a batch, at least 1. */
  int size(Map<String, Tensor> inputs);

  /** Whether the batch contains an item that always fails, wherever and however often it runs. */
  boolean poisoned(Map<String, Tensor> inputs);

  /**
   * The answer to a batch.
   *
   * @param outputs names of the outputs wanted, all of them in {@link #outputs()}
   * @return the wanted tensors by name, in memory of their own
   */
  Map<String, Tensor> answer(Map<String, Tensor> inputs, List<String> outputs);
}
