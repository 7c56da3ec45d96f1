package dev.quire.engine;

import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import dev.quire.tensor.Tensors;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One opened model on one device in one precision. Not thread-safe: one worker at a time uses it,
 * except that {@link #trim()} and {@link #close()} may be called from any thread.
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
   * @throws OutOfDeviceMemoryException if the device has too little memory for it
   * @throws DeviceLostException if the device fails, or the predictor is closed during the run
   * @throws IllegalStateException if the predictor is closed
   */
  Map<String, Tensor> run(Map<String, Tensor> inputs, List<String> outputs);

  /**
   * Waits for what the next run needs and shares with other predictors' runs, such as processor
   * cores. To be called before the run, by the thread that runs; how long it waits is no part of
   * the run's time. Predictors that share nothing do not wait.
   *
   * @return to be released when the run has ended, or is given up
   */
  default RunPermit permit() {
    return RunPermit.NONE;
  }

  /**
   * Where the inputs of the next run are best assembled: engines that pass tensors on take what
   * lies there without copying it. A tensor from here is valid until the next one of its name is
   * asked for, and not after {@link #close()}. For the thread that runs.
   */
  default Tensors tensors() {
    return Tensors.fresh();
  }

  /**
   * Names who is to hear that the predictor cannot run any more when that happens outside of a run.
   * Called once at most, from any thread, never after {@link #close()}. Engines in this process
   * have nothing to say.
   *
   * @param listener takes what happened; it must not block
   */
  default void whenLost(Consumer<DeviceLostException> listener) {}

  /**
   * Asks the engine to give back, with the next run, memory that it keeps between runs. That run
   * may be slower, and so may the one after it. Engines that keep none do nothing. May be called
   * from any thread.
   */
  default void trim() {}

  /**
   * Frees the predictor's memory. A run under way on another thread is told to stop, where the
   * engine can do that; it is waited for by nobody, and the memory is freed once it has returned.
   * Idempotent.
   */
  @Override
  void close();
}
