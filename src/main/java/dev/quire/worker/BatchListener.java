package dev.quire.worker;

import dev.quire.queue.TraceContext;
import java.util.Optional;

/** Notified of batches, mostly on the worker's thread; must be quick and not throw. */
@FunctionalInterface
public interface BatchListener {

  /** A batch ran to its end and its requests have been answered. */
  void ran(BatchRun run);

  /**
   * A run with requests that are traced came to an end, good or bad. Its requests have not been
   * answered yet. A run that hung is reported by the thread that abandoned it.
   *
   * @return where the run is traced, if it is
   */
  default Optional<TraceContext> traced(BatchAttempt attempt) {
    return Optional.empty();
  }
}
