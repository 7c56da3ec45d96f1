package dev.quire.queue;

import dev.quire.batch.Bucket;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A reservation in the queue, kept for an item that is still being prepared: who holds one is
 * admitted. It ends when its item is offered, when it is released, or when the queue is full and
 * another client's request displaces it. Made by {@link RequestQueue#reserve}. Thread-safe.
 */
public final class Reservation implements FairShare.Item {

  static final Comparator<Reservation> BY_DEADLINE = Comparator.comparing(Reservation::due);

  private final Bucket bucket;
  private final long bytes;
  private final Terms terms;
  private final Due due;
  private final CompletableFuture<RequestRefusedException> displaced = new CompletableFuture<>();

  /** Why it was displaced; set before the listeners are called, null if it was not. */
  private volatile RequestRefusedException displacement;

  /** Changes only while its queue has taken it out of its orders. */
  private volatile Priority priority;

  Reservation(Bucket bucket, long bytes, long number, long nowNanos, Terms terms) {
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
   * Registers a listener for the displacement of the reservation before its item was offered, so
   * that no more work is done for it. If it has been displaced, the listener is called at once,
   * otherwise on the thread of the client that displaces it. It must be quick and not throw.
   */
  public void whenDisplaced(Consumer<RequestRefusedException> listener) {
    displaced.thenAccept(listener);
  }

  /**
   * Marks it as displaced. To be called under the lock under which the reservation ends, so that it
   * is never seen ended and not displaced; {@link #notifyDisplaced} follows outside of it.
   */
  void displace(RequestRefusedException cause) {
    displacement = cause;
  }

  /** Calls the listeners; there must be a {@link #displacement}. */
  void notifyDisplaced() {
    displaced.complete(displacement);
  }

  /** Why it was displaced; empty if it was not. */
  Optional<RequestRefusedException> displacement() {
    return Optional.ofNullable(displacement);
  }
}
