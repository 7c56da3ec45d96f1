package dev.quire.queue;

import dev.quire.batch.Bucket;
import dev.quire.batch.Pace;
import java.util.HashMap;
import java.util.Map;

/** A worker that says what it is told to say. */
final class FixedPuller implements Puller {

  private final Map<Bucket, Pace> paces = new HashMap<>();
  private final Map<Bucket, Long> alone = new HashMap<>();
  private long busyNanos;
  private int wakes;

  FixedPuller pace(Bucket bucket, int size, long nanos) {
    paces.put(bucket, new Pace(size, nanos));
    return this;
  }

  /** How long a single ticket takes; without this, as long as a full batch. */
  FixedPuller alone(Bucket bucket, long nanos) {
    alone.put(bucket, nanos);
    return this;
  }

  FixedPuller busy(long nanos) {
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
  public Pace pace(Bucket bucket) {
    return paces.getOrDefault(bucket, Pace.UNKNOWN);
  }

  @Override
  public long nanos(Bucket bucket, int size) {
    return size == 1 && alone.containsKey(bucket)
        ? alone.get(bucket)
        : Puller.super.nanos(bucket, size);
  }

  @Override
  public long busyNanos() {
    return busyNanos;
  }
}
