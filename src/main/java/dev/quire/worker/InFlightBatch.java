package dev.quire.worker;

import dev.quire.engine.RunPermit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A run in progress.
 *
 * @param requests the requests that depend on it
 * @param permit what it has of what runs share
 * @param startedNanos when the run began
 * @param predictedNanos how long it should take; 0 where unknown
 * @param limitNanos how long it may take
 * @param begun whether the device has been given the items; before that, none of them can be the
 *     cause of a failure
 */
record InFlightBatch<P, R>(
    RunRequests<P, R> requests,
    RunPermit permit,
    long startedNanos,
    long predictedNanos,
    long limitNanos,
    AtomicBoolean begun) {

  boolean isOverdue(long nowNanos) {
    return nowNanos - startedNanos > limitNanos;
  }
}
