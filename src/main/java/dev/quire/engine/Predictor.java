package dev.quire.engine;

import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import java.util.List;
import java.util.Map;

/**
 * One opened model on one device in one precision. Not thread-safe: one worker at a time uses it.
 * It owns native memory; {@link #close()} frees it and is idempotent.
 */
public interface Predictor extends AutoCloseable {

  /** The model's inputs as its graph declares them. */
  List<TensorSpec> inputs();

  /** The model's outputs as its graph declares them. */
  List<TensorSpec> outputs();

  Precision precision();

  /**
   * Runs the model once.
   *
   * @param inputs a tensor for every input, by name
   * @param outputs the names of the outputs to fetch; the others are not copied from the device
   * @return the fetched tensors by name, in memory of their own
   * @throws EngineException if the run fails; the predictor may be used again
   */
  Map<String, Tensor> run(Map<String, Tensor> inputs, List<String> outputs);

  @Override
  void close();
}
