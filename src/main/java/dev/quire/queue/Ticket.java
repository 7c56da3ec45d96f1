package dev.quire.queue;

import dev.quire.batch.Bucket;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
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

  private final P payload;
  private final Bucket bucket;
  private final long bytes;
  private final long createdNanos;
  private final long deadlineNanos;
  private final AtomicReference<Outcome> outcome = new AtomicReference<>();
  private final CompletableFuture<A> completion = new CompletableFuture<>();

  /**
   * @param payload what the worker runs
   * @param bucket which tickets it can share a batch with
   * @param bytes the memory it holds while it waits
   * @param nowNanos the queue's clock
   * @param timeout how long it may wait for a worker
   */
  public Ticket(P payload, Bucket bucket, long bytes, long nowNanos, Duration timeout) {
    this.payload = Objects.requireNonNull(payload, "payload");
    this.bucket = Objects.requireNonNull(bucket, "bucket");
    if (bytes < 0) {
      throw new IllegalArgumentException("Negative size: " + bytes);
    }
    this.bytes = bytes;
    this.createdNanos = nowNanos;
    this.deadlineNanos = nowNanos + timeout.toNanos();
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

  public long createdNanos() {
    return createdNanos;
  }

  public long deadlineNanos() {
    return deadlineNanos;
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
   * TicketExpiredException}, {@link CancellationException} or the failure. Dependent stages run on
   * the thread that ends the ticket and must be quick.
   */
  public CompletionStage<A> completion() {
    return completion.minimalCompletionStage();
  }

  boolean answer(A answer) {
    return end(Outcome.ANSWERED) && completion.complete(answer);
  }

  boolean fail(Throwable cause) {
    return end(Outcome.FAILED) && completion.completeExceptionally(cause);
  }

  boolean refuse(TicketRefusedException refusal) {
    return end(Outcome.REFUSED) && completion.completeExceptionally(refusal);
  }

  boolean expire(long nowNanos) {
    return end(Outcome.EXPIRED)
        && completion.completeExceptionally(
            new TicketExpiredException(Duration.ofNanos(nowNanos - createdNanos)));
  }

  boolean cancel() {
    return end(Outcome.CANCELLED)
        && completion.completeExceptionally(new CancellationException("Nobody waits for it"));
  }

  private boolean end(Outcome how) {
    return outcome.compareAndSet(null, how);
  }
}
