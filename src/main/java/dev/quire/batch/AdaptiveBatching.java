package dev.quire.batch;

/**
 * One device's adaptive batching: what is known of its times and of its memory, the guard on its
 * sizes, and the policy that decides by all of them. Outlives the device's workers, so that a
 * restart forgets nothing.
 */
public record AdaptiveBatching(
    LatencyTable table, SizeCap cap, MemoryLimit memory, AdaptiveBatchPolicy policy) {

  /** Of a device whose memory is no limit. */
  public static AdaptiveBatching within(AdaptiveBatchPolicy.Limits limits) {
    return within(limits, MemoryLimit.none());
  }

  public static AdaptiveBatching within(AdaptiveBatchPolicy.Limits limits, MemoryLimit memory) {
    LatencyTable table = new LatencyTable();
    SizeCap cap = new SizeCap(limits.maxSize());
    return new AdaptiveBatching(
        table, cap, memory, new AdaptiveBatchPolicy(table, cap, memory, limits));
  }

  /** How fast the device may be relied on to serve a bucket when there is enough to do. */
  public Pace pace(Bucket bucket) {
    int size = policy.fullSize(bucket);
    long nanos = nanos(bucket, size);
    return nanos == 0 ? Pace.UNKNOWN : new Pace(size, nanos);
  }

  /** Within how many nanoseconds a batch may be relied on to end; 0 while nothing is known. */
  public long nanos(Bucket bucket, int size) {
    return (long) (AdaptiveBatchPolicy.CAUTION * table.nanos(bucket, size));
  }
}
