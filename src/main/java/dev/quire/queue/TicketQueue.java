package dev.quire.queue;

import dev.quire.batch.BatchDecision;
import dev.quire.batch.BatchPolicy;
import dev.quire.batch.Bucket;
import dev.quire.batch.Pending;
import dev.quire.queue.TicketRefusedException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The bounded queue of one model, shared by all its workers. Workers pull, so the least loaded
 * device takes the next batch by itself. The oldest ticket leads; tickets of its bucket may join
 * it.
 *
 * <p>Guarantees: the limits hold at all times, also under races; a ticket that was offered is ended
 * by the queue (refused, expired, cancelled) or handed to exactly one worker; an ended ticket is
 * never handed out. No method blocks beyond a short critical section, and no listener runs inside
 * it.
 *
 * @param <P> what the tickets carry
 * @param <A> what they are answered with
 */
public final class TicketQueue<P, A> {

  private final QueueLimits limits;
  private final LongSupplier nanoClock;
  private final TicketListener listener;
  private final ServiceRate rate = new ServiceRate();
  private final List<Runnable> signals = new CopyOnWriteArrayList<>();

  private final ReentrantLock lock = new ReentrantLock();

  /** The waiting tickets of each bucket, oldest first; no bucket is empty. */
  private final Map<Bucket, LinkedHashSet<Ticket<P, A>>> waiting = new LinkedHashMap<>();

  private int tickets;
  private long bytes;
  private boolean closed;
  private final CompletableFuture<Void> drained = new CompletableFuture<>();

  /**
   * @param limits the bounds
   * @param nanoClock a monotonic clock in nanoseconds, {@link System#nanoTime} outside tests
   * @param listener hears of every ticket's end
   */
  public TicketQueue(QueueLimits limits, LongSupplier nanoClock, TicketListener listener) {
    this.limits = limits;
    this.nanoClock = nanoClock;
    this.listener = listener;
  }

  /**
   * Registers what wakes a worker: called after every admission, on the offering thread; it must
   * only schedule.
   */
  public void onSignal(Runnable signal) {
    signals.add(signal);
  }

  public void removeSignal(Runnable signal) {
    signals.remove(signal);
  }

  /** Makes a ticket that may wait for {@code timeout} from now. It still has to be offered. */
  public Ticket<P, A> ticket(P payload, Bucket bucket, long size, Duration timeout) {
    return new Ticket<>(payload, bucket, size, nanoClock.getAsLong(), timeout);
  }

  /**
   * Admits a ticket, or ends it with a {@link TicketRefusedException}.
   *
   * @return whether it was admitted
   */
  public boolean offer(Ticket<P, A> ticket) {
    Reason refusal;
    lock.lock();
    try {
      refusal = refusal(ticket);
      if (refusal == null) {
        waiting.computeIfAbsent(ticket.bucket(), b -> new LinkedHashSet<>()).add(ticket);
        tickets++;
        bytes += ticket.bytes();
      }
    } finally {
      lock.unlock();
    }
    if (refusal != null) {
      if (ticket.refuse(new TicketRefusedException(refusal, drainTime()))) {
        listener.ended(Outcome.REFUSED);
      }
      return false;
    }
    signals.forEach(Runnable::run);
    return true;
  }

  private Reason refusal(Ticket<P, A> ticket) {
    if (closed) {
      return Reason.SHUTTING_DOWN;
    }
    boolean full = tickets >= limits.tickets() || bytes + ticket.bytes() > limits.bytes();
    return full ? Reason.QUEUE_FULL : null;
  }

  /**
   * Gives a worker its next batch, as the policy decides. Tickets whose deadline has passed end
   * here.
   */
  public Next<P, A> poll(BatchPolicy policy) {
    long now = nanoClock.getAsLong();
    expire(now);
    Next<P, A> next = next(policy, now);
    announceIfDrained();
    return next;
  }

  private Next<P, A> next(BatchPolicy policy, long now) {
    lock.lock();
    try {
      Bucket leading = leadingBucket();
      if (leading == null) {
        return new Next.Nothing<>();
      }
      LinkedHashSet<Ticket<P, A>> candidates = waiting.get(leading);
      Ticket<P, A> first = candidates.iterator().next();
      Pending pending =
          new Pending(leading, candidates.size(), first.createdNanos(), first.deadlineNanos());
      BatchDecision decision = policy.decide(pending, now);
      if (decision instanceof BatchDecision.Wait wait) {
        return new Next.Later<>(wait.nanos());
      }
      BatchDecision.Run run = (BatchDecision.Run) decision;
      return new Next.Batch<>(take(candidates, run.size()), run.reason());
    } finally {
      lock.unlock();
    }
  }

  private Bucket leadingBucket() {
    Bucket leading = null;
    long oldest = 0;
    for (Map.Entry<Bucket, LinkedHashSet<Ticket<P, A>>> entry : waiting.entrySet()) {
      long created = entry.getValue().iterator().next().createdNanos();
      if (leading == null || created - oldest < 0) {
        leading = entry.getKey();
        oldest = created;
      }
    }
    return leading;
  }

  private List<Ticket<P, A>> take(LinkedHashSet<Ticket<P, A>> candidates, int size) {
    List<Ticket<P, A>> taken = new ArrayList<>(Math.min(size, candidates.size()));
    Iterator<Ticket<P, A>> oldestFirst = candidates.iterator();
    while (taken.size() < size && oldestFirst.hasNext()) {
      taken.add(oldestFirst.next());
    }
    taken.forEach(this::remove);
    return taken;
  }

  /** Takes a waiting ticket out; the caller holds the lock. */
  private boolean remove(Ticket<P, A> ticket) {
    LinkedHashSet<Ticket<P, A>> candidates = waiting.get(ticket.bucket());
    if (candidates == null || !candidates.remove(ticket)) {
      return false;
    }
    if (candidates.isEmpty()) {
      waiting.remove(ticket.bucket());
    }
    tickets--;
    bytes -= ticket.bytes();
    return true;
  }

  /**
   * Ends a ticket nobody waits for any more. One that still waits leaves the queue at once; one
   * that a worker already runs is ended and its result dropped.
   */
  public void cancel(Ticket<P, A> ticket) {
    lock.lock();
    try {
      remove(ticket);
    } finally {
      lock.unlock();
    }
    if (ticket.cancel()) {
      listener.ended(Outcome.CANCELLED);
    }
    announceIfDrained();
  }

  /** Ends the waiting tickets whose deadline has passed. */
  public void expire() {
    expire(nanoClock.getAsLong());
  }

  private void expire(long now) {
    List<Ticket<P, A>> overdue = new ArrayList<>(0);
    lock.lock();
    try {
      waiting
          .values()
          .forEach(bucket -> bucket.stream().filter(t -> t.isOverdue(now)).forEach(overdue::add));
      overdue.forEach(this::remove);
    } finally {
      lock.unlock();
    }
    for (Ticket<P, A> ticket : overdue) {
      if (ticket.expire(now)) {
        listener.ended(Outcome.EXPIRED);
      }
    }
    announceIfDrained();
  }

  /** A worker ends a ticket with its answer. */
  public void answer(Ticket<P, A> ticket, A answer) {
    if (ticket.answer(answer)) {
      listener.ended(Outcome.ANSWERED);
    }
  }

  /** A worker ends a ticket that the model failed on. */
  public void fail(Ticket<P, A> ticket, Throwable cause) {
    if (ticket.fail(cause)) {
      listener.ended(Outcome.FAILED);
    }
  }

  /** A worker served a batch; the drain time learns from it. */
  public void served(int count, long nanos) {
    rate.served(count, nanos);
  }

  /**
   * Refuses all further tickets; those that wait are still served.
   *
   * @return completes when no ticket waits any more
   */
  public CompletionStage<Void> close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    announceIfDrained();
    return drained.minimalCompletionStage();
  }

  private void announceIfDrained() {
    lock.lock();
    try {
      if (!closed || tickets > 0) {
        return;
      }
    } finally {
      lock.unlock();
    }
    drained.complete(null);
  }

  /** How many tickets wait. */
  public int depth() {
    lock.lock();
    try {
      return tickets;
    } finally {
      lock.unlock();
    }
  }

  /** How many bytes the waiting tickets hold. */
  public long bytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  public QueueLimits limits() {
    return limits;
  }

  /** How long the waiting tickets will take, by the recent batches. */
  public Duration drainTime() {
    return rate.drainTime(depth(), signals.size());
  }
}
