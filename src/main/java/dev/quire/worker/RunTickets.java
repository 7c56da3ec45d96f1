package dev.quire.worker;

import dev.quire.queue.Ticket;
import java.util.List;

/**
 * The tickets that depend on a run: if it is abandoned, they all have to be requeued.
 *
 * @param running the tickets on the device; none during a probe of an idle device
 * @param waiting tickets of the same batch that run later, because the batch was split
 * @param isProbe whether a blank item runs in place of the running tickets
 * @param isProved whether a probe passed just before, so that a loss of the device is the running
 *     ticket's fault
 */
record RunTickets<P, R>(
    List<Ticket<P, Served<R>>> running,
    List<Ticket<P, Served<R>>> waiting,
    boolean isProbe,
    boolean isProved) {

  /** A run that no ticket depends on. */
  static <P, R> RunTickets<P, R> none() {
    return probe(List.of(), List.of());
  }

  /**
   * A probe while a batch is split.
   *
   * @param suspects the tickets whose failure the probe is to explain
   */
  static <P, R> RunTickets<P, R> probe(
      List<Ticket<P, Served<R>>> suspects, List<Ticket<P, Served<R>>> waiting) {
    return new RunTickets<>(suspects, waiting, true, false);
  }
}
