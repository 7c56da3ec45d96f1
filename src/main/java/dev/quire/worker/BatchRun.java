package dev.quire.worker;

import dev.quire.batch.BatchDecision.Reason;
import dev.quire.batch.Bucket;
import dev.quire.device.DeviceId;

/**
 * A batch that ran to its end.
 *
 * @param content how much of its {@link #cost} its items took by themselves
 * @param reason why it had this size
 * @param nanos assembling and taking apart included
 */
public record BatchRun(
    DeviceId device, Bucket bucket, int size, long content, Reason reason, long nanos) {

  /** What it computed, in the task's unit. */
  public long cost() {
    return size * bucket.cost();
  }

  /** The part of {@link #cost} that no item needed. */
  public long padding() {
    return cost() - content;
  }
}
