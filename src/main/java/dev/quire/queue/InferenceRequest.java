package dev.quire.queue;

import dev.quire.batch.Bucket;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/**
 * One queued unit of work. A request ends exactly once, with one {@link Outcome}, and always
 * through its queue: of several attempts to end it, from whatever threads, the first wins and the
 * others do nothing. Thread-safe.
 *
 * @param <P> the prepared item it carries
 * @param <A> the answer it waits for
 */
public final class InferenceRequest<P, A> {

  /** Earliest deadline first; of equal ones, the one that was made first. */
  static final Comparator<InferenceRequest<?, ?>> BY_DEADLINE =
      (a, b) -> Reservation.BY_DEADLINE.compare(a.reservation, b.reservation);

  private final P payload;
  private final Reservation reservation;
  private final long createdNanos;

  /** Guarded by the queue's lock. */
  private int losses;

  /** Guarded by the queue's lock. */
  private int proofs;

  /** Guarded by the queue's lock. */
  private boolean returned;

  /** When a worker first had no room for it; guarded by the queue's lock. */
  private OptionalLong passedNanos = OptionalLong.empty();

  /** Read only while {@link #taken}. */
  private long takenNanos;

  private volatile boolean taken;

  private final AtomicReference<Outcome> outcome = new AtomicReference<>();
  private final CompletableFuture<A> completion = new CompletableFuture<>();

  /** Made by {@link RequestQueue}. */
  InferenceRequest(P payload, Reservation reservation, long nowNanos) {
    this.payload = Objects.requireNonNull(payload, "payload");
    this.reservation = reservation;
    this.createdNanos = nowNanos;
  }

  public P payload() {
    return payload;
  }

  /** What was asked of the queue. */
  Reservation reservation() {
    return reservation;
  }

  public Bucket bucket() {
    return reservation.bucket();
  }

  public long bytes() {
    return reservation.bytes();
  }

  public String client() {
    return reservation.client();
  }

  public Priority priority() {
    return reservation.priority();
  }

  public long createdNanos() {
    return createdNanos;
  }

  /** Where in a trace it belongs; empty if it is not traced. */
  public Optional<TraceContext> trace() {
    return reservation.trace();
  }

  /** When a worker took it, on the queue's clock; empty while it waits, also if it came back. */
  public OptionalLong takenNanos() {
    return taken ? OptionalLong.of(takenNanos) : OptionalLong.empty();
  }

  void taken(long nowNanos) {
    takenNanos = nowNanos;
    taken = true;
    returned = false;
    passedNanos = OptionalLong.empty();
  }

  void cameBack() {
    taken = false;
    returned = true;
  }

  /** Whether it waits because it came back from a device. */
  boolean isReturned() {
    return returned;
  }

  /** A worker has no room for it; since when it has been so. */
  long passed(long nowNanos) {
    if (passedNanos.isEmpty()) {
      passedNanos = OptionalLong.of(nowNanos);
    }
    return passedNanos.getAsLong();
  }

  public long deadlineNanos() {
    return reservation.deadlineNanos();
  }

  /**
   * How many devices were lost with this request on them. The first time it goes back with the rest
   * of its batch; after that it runs alone, so that a request that kills devices is found.
   */
  int losses() {
    return losses;
  }

  /**
   * Whether a device was lost with it, which its next run should be able to tell from its fault.
   */
  public boolean isSuspect() {
    return losses > 0;
  }

  /** A device was lost with it; how often that has been. */
  int lost() {
    return ++losses;
  }

  /** A device was lost that it was alone on and that had just been seen to work; how often. */
  int proved() {
    return ++proofs;
  }

  /** Whether the deadline has passed on the queue's clock. */
  public boolean isOverdue(long nowNanos) {
    return reservation.deadlineNanos() - nowNanos <= 0;
  }

  /** Whether it has not ended yet. */
  public boolean isOpen() {
    return outcome.get() == null;
  }

  /**
   * Completes when the request ends: with the answer, or with {@link RequestRefusedException},
   * {@link RequestExpiredException}, {@link java.util.concurrent.CancellationException} or the
   * failure. Dependent stages run on the thread that ends the request and must be quick; as of
   * every stage that depends on another, a failure is wrapped in a {@link
   * java.util.concurrent.CompletionException}.
   */
  public CompletionStage<A> completion() {
    return completion.minimalCompletionStage();
  }

  /**
   * Calls back when the request ends, on the thread that ends it.
   *
   * @param callback receives the answer or the failure as {@link #completion} names it, the other
   *     null; must be quick
   */
  public void whenEnded(BiConsumer<? super A, ? super Throwable> callback) {
    completion.whenComplete(callback);
  }

  /** Claims the end of the request; the caller that succeeds must then complete it. */
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
