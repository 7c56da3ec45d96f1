package dev.quire.batch;

/**
 * One device's adaptive batching: what is known of its times and of its memory, the guard on its
 * sizes, and the policy that decides by all of them. Outlives the device's workers, so that a
 * restart forgets nothing.
 */
public record AdaptiveBatching(
    LatencyTable table, AimdBatchLimit cap, MemoryLimit memory, AdaptiveBatchPolicy policy) {

  /** A run that took this many times as long as predicted counts as slow. */
  private static final double SLOW = 2;

  /** Of a device whose memory is no limit. */
  public static AdaptiveBatching within(AdaptiveBatchPolicy.Limits limits) {
    return within(limits, MemoryLimit.none());
  }

  public static AdaptiveBatching within(AdaptiveBatchPolicy.Limits limits, MemoryLimit memory) {
    LatencyTable table = new LatencyTable();
    AimdBatchLimit cap = new AimdBatchLimit(limits.maxSize());
    return new AdaptiveBatching(
        table, cap, memory, new AdaptiveBatchPolicy(table, cap, memory, limits));
  }

  /** How fast the device may be relied on to serve a bucket when there is enough to do. */
  public ServiceRate pace(Bucket bucket) {
    int size = policy.fullSize(bucket);
    long nanos = nanos(bucket, size);
    return nanos == 0 ? ServiceRate.UNKNOWN : new ServiceRate(size, nanos);
  }

  /** Within how many nanoseconds a batch may be relied on to end; 0 while nothing is known. */
  public long nanos(Bucket bucket, int size) {
    return (long) (AdaptiveBatchPolicy.CAUTION * table.nanos(bucket, size));
  }

  /**
   * A run took so long: what is known of the device is corrected by it.
   *
   * @param trial whether the size was tried for the sake of this; see {@link
   *     BatchDecision.Reason#TRIAL}
   */
  public void ran(Bucket bucket, int size, long nanos, boolean trial) {
    long predicted = table.nanos(bucket, size);
    if (predicted > 0 && nanos > SLOW * predicted) {
      cap.slow(bucket, size);
    } else {
      cap.good(bucket, size);
    }
    if (trial) {
      policy.tried(bucket, size, nanos);
    } else {
      table.ran(bucket, size, nanos);
    }
  }
}
