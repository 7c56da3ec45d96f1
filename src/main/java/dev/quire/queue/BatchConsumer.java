package dev.quire.queue;

import dev.quire.batch.Bucket;
import dev.quire.batch.ServiceRate;

/** A worker as its queue sees it. Thread-safe and quick. */
public interface BatchConsumer {

  /** There may be work: called after every admission, on the offering thread. */
  void wake();

  /** How fast it serves a bucket, for predictions. */
  ServiceRate pace(Bucket bucket);

  /**
   * How long a batch of {@code size} requests takes it, in nanoseconds, for predictions: by default
   * as long as a full one; 0 while unknown.
   */
  default long nanos(Bucket bucket, int size) {
    return pace(bucket).nanos();
  }

  /** Whether its device has the memory for a request of a bucket, however small the batch. */
  default boolean fits(Bucket bucket) {
    return true;
  }

  /** How long until it can take another batch, in nanoseconds; 0 if it is idle. */
  long busyNanos();
}
