package dev.quire.queue;

import java.time.Duration;

/**
 * The bounds of a queue.
 *
 * @param tickets most tickets that may wait, at least 1
 * @param bytes most bytes that the waiting tickets may hold, at least 1
 * @param timeout longest time that a ticket may ask for
 */
public record QueueLimits(int tickets, long bytes, Duration timeout) {

  public QueueLimits {
    if (tickets < 1 || bytes < 1) {
      throw new IllegalArgumentException(
          "A queue must hold at least one ticket and one byte, not %d and %d"
              .formatted(tickets, bytes));
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("A ticket needs some time, not " + timeout);
    }
  }
}
