package dev.quire.queue;

import dev.quire.batch.Bucket;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What one worker leaves aside while it looks for work it can do: buckets that have no room on its
 * device at the moment, and requests that others have to answer because it is too slow for them.
 * They keep their turn. Not thread-safe.
 */
final class PassedOver {

  private final Set<Bucket> whole = new HashSet<>();
  private final Map<Bucket, Long> earliest = new HashMap<>();

  boolean isEmpty() {
    return whole.isEmpty() && earliest.isEmpty();
  }

  /** Leaves a whole bucket aside. */
  void pass(Bucket bucket) {
    whole.add(bucket);
  }

  /** Leaves the requests of a bucket aside that are due before a time. */
  void passBefore(Bucket bucket, long deadlineNanos) {
    earliest.merge(bucket, deadlineNanos, (a, b) -> a - b >= 0 ? a : b);
  }

  /** Whether nothing of a bucket is looked at. */
  boolean isWhole(Bucket bucket) {
    return whole.contains(bucket);
  }

  /** What of a bucket is due before this time is not looked at; empty if all is. */
  OptionalLong earliest(Bucket bucket) {
    Long nanos = earliest.get(bucket);
    return nanos == null ? OptionalLong.empty() : OptionalLong.of(nanos);
  }

  boolean has(InferenceRequest<?, ?> request) {
    OptionalLong from = earliest(request.bucket());
    return isWhole(request.bucket())
        || from.isPresent() && request.deadlineNanos() - from.getAsLong() < 0;
  }
}
