package dev.quire.engine.process;

import dev.quire.engine.Precision;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.TensorSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the service and a worker process say to each other. */
sealed interface EngineMessage {

  /**
   * The first word of the worker process.
   *
   * @param version of the protocol that it speaks
   */
  record Hello(int version) implements EngineMessage {}

  /**
   * The model that the worker process is to open; said once.
   *
   * @param model what messages call it
   * @param graph a file that both can read
   * @param weights the same, where the weights lie apart
   * @param device the device's name in the worker process
   */
  record Open(EngineSpec engine, String model, Path graph, Optional<Path> weights, String device)
      implements EngineMessage {}

  /** The model is open. */
  record Opened(List<TensorSpec> inputs, List<TensorSpec> outputs, Precision precision)
      implements EngineMessage {}

  /** The tensors of a run lie in the slots named. */
  record Run(List<Placed> inputs, List<String> outputs) implements EngineMessage {}

  /** The run ended well; what it gave lies in the slots named. */
  record Ran(List<Placed> outputs) implements EngineMessage {}

  /** The last thing asked for failed; the worker process lives on. */
  record Failed(Failure failure, String message) implements EngineMessage {}

  /** The next run is to give back memory that the engine keeps between runs. */
  record Trim() implements EngineMessage {}

  /** The worker process is alive. */
  record Beat() implements EngineMessage {}

  /** Where a tensor lies: from the beginning of a slot that its sender filled. */
  record Placed(String name, ElementType type, Shape shape, int slot) {}

  /** The kinds of failure that an engine tells apart. */
  enum Failure {
    ENGINE,
    OUT_OF_MEMORY,
    DEVICE_LOST
  }
}
