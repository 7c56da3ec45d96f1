package dev.quire.queue;

/**
 * The bounds of a queue; both hold at all times.
 *
 * @param tickets most tickets that may wait, at least 1
 * @param bytes most bytes that the waiting tickets may hold, at least 1
 */
public record QueueLimits(int tickets, long bytes) {

  public QueueLimits {
    if (tickets < 1 || bytes < 1) {
      throw new IllegalArgumentException(
          "A queue must hold at least one ticket and one byte, not %d and %d"
              .formatted(tickets, bytes));
    }
  }
}
