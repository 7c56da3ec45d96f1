package dev.quire.queue;

import dev.quire.batch.Bucket;
import dev.quire.batch.ServiceRate;
import java.util.HashMap;
import java.util.Map;

/** A worker that says what it is told to say. */
final class FixedBatchConsumer implements BatchConsumer {

  private final Map<Bucket, ServiceRate> paces = new HashMap<>();
  private final Map<Bucket, Long> alone = new HashMap<>();
  private long busyNanos;
  private int wakes;

  FixedBatchConsumer pace(Bucket bucket, int size, long nanos) {
    paces.put(bucket, new ServiceRate(size, nanos));
    return this;
  }

  /** How long a single request takes; without this, as long as a full batch. */
  FixedBatchConsumer alone(Bucket bucket, long nanos) {
    alone.put(bucket, nanos);
    return this;
  }

  FixedBatchConsumer busy(long nanos) {
    busyNanos = nanos;
    return this;
  }

  int wakes() {
    return wakes;
  }

  @Override
  public void wake() {
    wakes++;
  }

  @Override
  public ServiceRate pace(Bucket bucket) {
    return paces.getOrDefault(bucket, ServiceRate.UNKNOWN);
  }

  @Override
  public long nanos(Bucket bucket, int size) {
    return size == 1 && alone.containsKey(bucket)
        ? alone.get(bucket)
        : BatchConsumer.super.nanos(bucket, size);
  }

  @Override
  public long busyNanos() {
    return busyNanos;
  }
}
