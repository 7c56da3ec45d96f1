package dev.quire.worker;

import dev.quire.queue.Ticket;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A run in progress.
 *
 * @param running the tickets on the device; none during a probe
 * @param rest tickets of the same batch that run next, because the batch was split
 * @param startedNanos when the run began
 * @param predictedNanos how long it should take; 0 where unknown
 * @param limitNanos how long it may take
 * @param isProbe whether an item without meaning runs in place of the tickets
 * @param isProved whether the device was seen to work just before
 * @param begun whether the device has been given anything to do; before, nothing is to blame
 */
record Flight<P, R>(
    List<Ticket<P, Served<R>>> running,
    List<Ticket<P, Served<R>>> rest,
    long startedNanos,
    long predictedNanos,
    long limitNanos,
    boolean isProbe,
    boolean isProved,
    AtomicBoolean begun) {

  boolean isOverdue(long nowNanos) {
    return nowNanos - startedNanos > limitNanos;
  }
}
