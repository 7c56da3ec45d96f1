package dev.quire.batch;

import dev.quire.batch.BatchDecision.Reason;

/**
 * Waits until the batch is full or the leading ticket has waited long enough, whichever comes
 * first.
 *
 * @param maxSize most tickets in a batch, at least 1
 * @param maxDelayNanos longest wait of the leading ticket for company; 0 runs what is there
 */
public record FixedBatchPolicy(int maxSize, long maxDelayNanos) implements BatchPolicy {

  public FixedBatchPolicy {
    if (maxSize < 1) {
      throw new IllegalArgumentException("The largest batch must be at least 1, not " + maxSize);
    }
    if (maxDelayNanos < 0) {
      throw new IllegalArgumentException("The delay cannot be negative: " + maxDelayNanos);
    }
  }

  @Override
  public BatchDecision decide(Pending pending, long nowNanos) {
    if (pending.tickets() >= maxSize) {
      return new BatchDecision.Run(maxSize, Reason.SIZE);
    }
    long remaining = maxDelayNanos - (nowNanos - pending.leadingSinceNanos());
    return remaining > 0
        ? new BatchDecision.Wait(remaining)
        : new BatchDecision.Run(pending.tickets(), Reason.DELAY);
  }
}
