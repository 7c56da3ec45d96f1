package dev.quire.queue;

import dev.quire.batch.Bucket;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * A place in the queue, kept for an item that is still being prepared: who holds one is admitted.
 * It ends when its item is offered, or when it is released. Immutable; made by {@link
 * TicketQueue#reserve}.
 */
public final class Place {

  /** Earliest deadline first; of equal ones, the one that was made first. */
  static final Comparator<Place> BY_DEADLINE =
      (a, b) -> {
        long sooner = a.deadlineNanos - b.deadlineNanos;
        return sooner != 0 ? Long.signum(sooner) : Long.compare(a.number, b.number);
      };

  private final Bucket bucket;
  private final long bytes;
  private final long number;
  private final Terms terms;
  private final long deadlineNanos;

  Place(Bucket bucket, long bytes, long number, long nowNanos, Terms terms) {
    this.bucket = Objects.requireNonNull(bucket, "bucket");
    if (bytes < 0) {
      throw new IllegalArgumentException("Negative size: " + bytes);
    }
    this.bytes = bytes;
    this.number = number;
    this.terms = terms;
    this.deadlineNanos = nowNanos + terms.timeout().toNanos();
  }

  public Bucket bucket() {
    return bucket;
  }

  long bytes() {
    return bytes;
  }

  long number() {
    return number;
  }

  String client() {
    return terms.client();
  }

  Priority priority() {
    return terms.priority();
  }

  long deadlineNanos() {
    return deadlineNanos;
  }

  Optional<TraceContext> trace() {
    return terms.trace();
  }
}
