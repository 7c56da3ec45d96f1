package dev.quire.worker;

import dev.quire.queue.TraceContext;
import java.util.Optional;

/** Hears of batches, mostly on the worker's thread; must be quick and not throw. */
@FunctionalInterface
public interface BatchListener {

  /** A batch ran to its end and its tickets have been answered. */
  void ran(BatchRun run);

  /**
   * A run with tickets that are traced came to an end, good or bad. Its tickets have not been
   * answered yet. One that hung is told of by the thread that gave it up.
   *
   * @return where the run is traced, if it is
   */
  default Optional<TraceContext> traced(BatchAttempt attempt) {
    return Optional.empty();
  }
}
