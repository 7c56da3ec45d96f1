package dev.quire.api.document;

import dev.quire.api.Outcomes;
import dev.quire.queue.Terms;

/** A task that pages are given to. Thread-safe. */
public interface PageTask {

  /** Its name, as the CPU pool and traces know it. */
  String task();

  /** Counts how pages end. */
  Outcomes outcomes();

  /**
   * Makes sure that a document may be begun, whose pages then are {@link Terms#ofBegun}.
   *
   * @throws dev.quire.queue.RequestRefusedException if the service stops
   */
  void requireOpen();
}
