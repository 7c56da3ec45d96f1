package dev.quire.simulate;

import dev.quire.batch.AdaptiveBatchPolicy;
import dev.quire.batch.AdaptiveBatching;
import dev.quire.batch.BatchPolicy;
import dev.quire.batch.Bucket;
import dev.quire.batch.FixedBatchPolicy;
import dev.quire.batch.LatencyTable;
import dev.quire.batch.ServiceRate;

/**
 * One simulated device's policy, and what its worker learns.
 *
 * @param policy decides
 * @param learned hears of every run
 * @param largest no batch has more tickets
 * @param predicts whether the queue is told what was learned
 */
record Batching(BatchPolicy policy, AdaptiveBatching learned, int largest, boolean predicts) {

  static Batching adaptive(AdaptiveBatchPolicy.Limits limits) {
    AdaptiveBatching adaptive = AdaptiveBatching.within(limits);
    return new Batching(adaptive.policy(), adaptive, limits.maxSize(), true);
  }

  /** As servers with static batches do it: nothing is predicted, so only a full queue refuses. */
  static Batching fixed(FixedBatchPolicy policy, AdaptiveBatchPolicy.Limits limits) {
    return new Batching(policy, AdaptiveBatching.within(limits), policy.maxSize(), false);
  }

  /** Measures sizes 1, 2, 4, … and the largest, as a worker does before its first ticket. */
  void warmUp(DeviceModel device, Bucket bucket) {
    LatencyTable table = learned.table();
    for (int size = 1; size < largest; size *= 2) {
      table.measured(bucket, size, device.nanos(bucket, size));
    }
    table.measured(bucket, largest, device.nanos(bucket, largest));
  }

  ServiceRate pace(Bucket bucket) {
    return predicts ? learned.pace(bucket) : ServiceRate.UNKNOWN;
  }

  /** How long a batch may be relied on to take, in nanoseconds; 0 while unknown. */
  long reliedNanos(Bucket bucket, int size) {
    return predicts ? learned.nanos(bucket, size) : 0;
  }

  /** How long a batch will probably take, in nanoseconds. */
  long expectedNanos(Bucket bucket, int size) {
    return learned.table().nanos(bucket, size);
  }

  /**
   * @param trial whether the size was tried for the sake of this
   */
  void ran(Bucket bucket, int size, long nanos, boolean trial) {
    learned.ran(bucket, size, nanos, trial);
  }
}
