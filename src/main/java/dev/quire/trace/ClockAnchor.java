package dev.quire.trace;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * A moment on both clocks, so that spans, which are told in the time of day, can be made of times
 * of {@link System#nanoTime}. Good for times near it: the clocks drift apart.
 *
 * @param epochNanos nanoseconds since 1970
 * @param nanoTime the same moment by {@link System#nanoTime}
 */
record ClockAnchor(long epochNanos, long nanoTime) {

  static ClockAnchor now() {
    Instant now = Instant.now();
    return new ClockAnchor(
        TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano(), System.nanoTime());
  }

  /** The time of day of another moment, in nanoseconds since 1970. */
  long epochNanosOf(long otherNanoTime) {
    return epochNanos + (otherNanoTime - nanoTime);
  }
}
