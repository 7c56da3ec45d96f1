package dev.quire.batch;

import dev.quire.batch.BatchDecision.Reason;

/**
 * Waits until the batch is full or the leading request has waited long enough, whichever comes
 * first.
 *
 * @param maxSize most requests in a batch, at least 1
 * @param maxDelayNanos longest wait of the leading request for company; 0 runs what is there
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
  public BatchDecision decide(QueueView view, long nowNanos) {
    if (view.requests() >= maxSize) {
      return new BatchDecision.Run(maxSize, Reason.SIZE);
    }
    long remaining = maxDelayNanos - (nowNanos - view.leadingSinceNanos());
    return remaining > 0
        ? new BatchDecision.Wait(remaining)
        : new BatchDecision.Run(view.requests(), Reason.DELAY);
  }
}
