package dev.quire.queue;

import dev.quire.batch.Bucket;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A place in the queue, kept for an item that is still being prepared: who holds one is admitted.
 * It ends when its item is offered, when it is released, or when the queue is full and somebody
 * else's turn to be let in has come. Made by {@link TicketQueue#reserve}. Thread-safe.
 */
public final class Place implements FairShare.Item {

  static final Comparator<Place> BY_DEADLINE = Comparator.comparing(Place::due);

  private final Bucket bucket;
  private final long bytes;
  private final Terms terms;
  private final Due due;
  private final CompletableFuture<TicketRefusedException> displaced = new CompletableFuture<>();

  /** Set with the place's end, before those are told who want to know; null if it is not so. */
  private volatile TicketRefusedException displacement;

  /** Changes only while its queue has taken it out of its orders. */
  private volatile Priority priority;

  Place(Bucket bucket, long bytes, long number, long nowNanos, Terms terms) {
    this.bucket = Objects.requireNonNull(bucket, "bucket");
    if (bytes < 0) {
      throw new IllegalArgumentException("Negative size: " + bytes);
    }
    this.bytes = bytes;
    this.terms = terms;
    this.priority = terms.priority();
    this.due = new Due(nowNanos + terms.timeout().toNanos(), number);
  }

  public Bucket bucket() {
    return bucket;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public String client() {
    return terms.client();
  }

  @Override
  public Priority priority() {
    return priority;
  }

  void promote(Priority higher) {
    priority = higher;
  }

  Due due() {
    return due;
  }

  long deadlineNanos() {
    return due.deadlineNanos();
  }

  /** Whether it is for part of something that was begun before. */
  boolean isOfBegun() {
    return terms.begun();
  }

  Optional<TraceContext> trace() {
    return terms.trace();
  }

  /**
   * Names who hears that the place went to somebody else before its item was offered, so that
   * nothing more is done for it: at once if that was before, on the thread of whoever got it
   * otherwise. It must be quick and not throw.
   */
  public void whenDisplaced(Consumer<TicketRefusedException> listener) {
    displaced.thenAccept(listener);
  }

  /**
   * It goes to somebody else. To be called where the place ends, so that nobody finds it ended and
   * not displaced; {@link #tellDisplaced} is for later.
   */
  void displace(TicketRefusedException cause) {
    displacement = cause;
  }

  /** Tells those who want to know of its {@link #displacement}, which there must be. */
  void tellDisplaced() {
    displaced.complete(displacement);
  }

  /** Why it went to somebody else; empty if it did not. */
  Optional<TicketRefusedException> displacement() {
    return Optional.ofNullable(displacement);
  }
}
