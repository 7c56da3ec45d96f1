package dev.quire.queue;

import dev.quire.batch.Bucket;
import java.util.Comparator;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One queued unit of work. A ticket ends exactly once, with one {@link Outcome}, and always through
 * its queue: of several attempts to end it, from whatever threads, the first wins and the others do
 * nothing. Thread-safe.
 *
 * @param <P> the prepared item it carries
 * @param <A> the answer it waits for
 */
public final class Ticket<P, A> {

  /** Earliest deadline first; of equal ones, the one that was made first. */
  static final Comparator<Ticket<?, ?>> BY_DEADLINE =
      (a, b) -> {
        long sooner = a.deadlineNanos - b.deadlineNanos;
        return sooner != 0 ? Long.signum(sooner) : Long.compare(a.number, b.number);
      };

  private final P payload;
  private final Bucket bucket;
  private final long bytes;
  private final long number;
  private final String client;
  private final Priority priority;
  private final long createdNanos;
  private final long deadlineNanos;

  /** Guarded by the queue's lock. */
  private int losses;

  private final AtomicReference<Outcome> outcome = new AtomicReference<>();
  private final CompletableFuture<A> completion = new CompletableFuture<>();

  /** Made by {@link TicketQueue#ticket}. */
  Ticket(P payload, Bucket bucket, long bytes, long number, long nowNanos, Terms terms) {
    this.payload = Objects.requireNonNull(payload, "payload");
    this.bucket = Objects.requireNonNull(bucket, "bucket");
    if (bytes < 0) {
      throw new IllegalArgumentException("Negative size: " + bytes);
    }
    this.bytes = bytes;
    this.number = number;
    this.client = terms.client();
    this.priority = terms.priority();
    this.createdNanos = nowNanos;
    this.deadlineNanos = nowNanos + terms.timeout().toNanos();
  }

  public P payload() {
    return payload;
  }

  public Bucket bucket() {
    return bucket;
  }

  public long bytes() {
    return bytes;
  }

  public String client() {
    return client;
  }

  public Priority priority() {
    return priority;
  }

  public long createdNanos() {
    return createdNanos;
  }

  public long deadlineNanos() {
    return deadlineNanos;
  }

  /**
   * How many devices were lost with this ticket on them. The first time it goes back with the rest
   * of its batch; after that it runs alone, so that a ticket that kills devices is found.
   */
  int losses() {
    return losses;
  }

  int lost() {
    return ++losses;
  }

  /** Whether the deadline has passed on the queue's clock. */
  public boolean isOverdue(long nowNanos) {
    return deadlineNanos - nowNanos <= 0;
  }

  /** Whether somebody still waits for the answer. */
  public boolean isOpen() {
    return outcome.get() == null;
  }

  /**
   * Completes when the ticket ends: with the answer, or with {@link TicketRefusedException}, {@link
   * TicketExpiredException}, {@link java.util.concurrent.CancellationException} or the failure.
   * Dependent stages run on the thread that ends the ticket and must be quick.
   */
  public CompletionStage<A> completion() {
    return completion.minimalCompletionStage();
  }

  /** Claims the end of the ticket; whoever does must then complete it. */
  boolean end(Outcome how) {
    return outcome.compareAndSet(null, how);
  }

  void complete(A answer) {
    completion.complete(answer);
  }

  void completeExceptionally(Throwable cause) {
    completion.completeExceptionally(cause);
  }
}
