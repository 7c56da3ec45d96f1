package dev.quire.worker;

import dev.quire.engine.DeviceLostException;
import dev.quire.engine.OutOfDeviceMemoryException;
import dev.quire.queue.TraceContext;
import java.util.List;
import java.util.Optional;

/**
 * How one run on a predictor ended.
 *
 * @param <R> the task's raw result
 */
sealed interface RunOutcome<R> {

  /**
   * There are results.
   *
   * @param results one for each item, in the items' order
   * @param startedNanos when the run began
   * @param nanos how long it took, assembling and splitting included
   * @param trace where the run is traced, if it is
   */
  record Completed<R>(List<R> results, long startedNanos, long nanos, Optional<TraceContext> trace)
      implements RunOutcome<R> {}

  /** The run ended without results. */
  sealed interface Unsuccessful<R> extends RunOutcome<R> {

    Throwable cause();
  }

  /** The device has too little memory for a batch of this size. */
  record OutOfMemory<R>(OutOfDeviceMemoryException cause) implements Unsuccessful<R> {}

  /** An item or the device caused an error; this outcome alone does not tell which. */
  record Failed<R>(RuntimeException cause) implements Unsuccessful<R> {}

  /** The device cannot run anything any more. */
  record DeviceLost<R>(Throwable cause) implements Unsuccessful<R> {

    /** Whether the device was given the items, so that one of them may have caused the loss. */
    boolean mayBeCausedByItems() {
      return !(cause instanceof DeviceLostException lost && lost.isBeforeRun());
    }

    /** Whether the engine itself found the device lost; otherwise an {@link Error} was thrown. */
    boolean isReportedByEngine() {
      return cause instanceof DeviceLostException;
    }
  }

  /**
   * Another thread abandoned the run while it was in progress and has requeued its requests; any
   * results were dropped.
   */
  record Abandoned<R>() implements RunOutcome<R> {}

  /** The outcome of a run that threw. */
  static <R> Unsuccessful<R> of(Throwable thrown) {
    if (thrown instanceof OutOfDeviceMemoryException full) {
      return new OutOfMemory<>(full);
    }
    if (thrown instanceof RuntimeException failure && !(thrown instanceof DeviceLostException)) {
      return new Failed<>(failure);
    }
    return new DeviceLost<>(thrown);
  }
}
