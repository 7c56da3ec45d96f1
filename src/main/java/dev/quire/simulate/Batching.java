package dev.quire.simulate;

import dev.quire.batch.AdaptiveBatchPolicy;
import dev.quire.batch.AdaptiveBatching;
import dev.quire.batch.BatchPolicy;
import dev.quire.batch.Bucket;
import dev.quire.batch.FixedBatchPolicy;
import dev.quire.batch.LatencyTable;
import dev.quire.batch.Pace;
import dev.quire.batch.SizeCap;
import java.util.function.Function;

/**
 * One simulated device's policy, and what its worker tells it of.
 *
 * @param policy decides
 * @param table learns from every run
 * @param cap hears of every run
 * @param largest no batch has more tickets
 * @param pace how fast the device serves a bucket with this policy
 */
record Batching(
    BatchPolicy policy, LatencyTable table, SizeCap cap, int largest, Function<Bucket, Pace> pace) {

  /**
   * A run that took this many times as long as predicted counts as slow, as it does in a worker.
   */
  private static final double SLOW = 2;

  static Batching adaptive(AdaptiveBatchPolicy.Limits limits) {
    AdaptiveBatching adaptive = AdaptiveBatching.within(limits);
    return new Batching(
        adaptive.policy(), adaptive.table(), adaptive.cap(), limits.maxSize(), adaptive::pace);
  }

  /** As servers with static batches do it: nothing is predicted, so only a full queue refuses. */
  static Batching fixed(FixedBatchPolicy policy) {
    int size = policy.maxSize();
    return new Batching(
        policy, new LatencyTable(), new SizeCap(size), size, bucket -> Pace.UNKNOWN);
  }

  /** Measures sizes 1, 2, 4, … and the largest, as a worker does before its first ticket. */
  void warmUp(DeviceModel device, Bucket bucket) {
    for (int size = 1; size < largest; size *= 2) {
      table.measured(bucket, size, device.nanos(bucket, size));
    }
    table.measured(bucket, largest, device.nanos(bucket, largest));
  }

  void ran(Bucket bucket, int size, long nanos) {
    if (nanos > SLOW * table.nanos(bucket, size)) {
      cap.slow(bucket, size);
    } else {
      cap.good(bucket, size);
    }
    table.ran(bucket, size, nanos);
  }
}
