package dev.quire.queue;

import java.time.Duration;

/**
 * The bounds of a queue.
 *
 * @param requests most requests that may wait, at least 1
 * @param bytes most bytes that the waiting requests may hold, at least 1
 * @param timeout longest time that a request may ask for
 */
public record QueueLimits(int requests, long bytes, Duration timeout) {

  public QueueLimits {
    if (requests < 1 || bytes < 1) {
      throw new IllegalArgumentException(
          "A queue must hold at least one request and one byte, not %d and %d"
              .formatted(requests, bytes));
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("A request needs some time, not " + timeout);
    }
  }
}
