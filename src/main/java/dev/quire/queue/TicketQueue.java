package dev.quire.queue;

import dev.quire.batch.BatchDecision;
import dev.quire.batch.BatchPolicy;
import dev.quire.batch.Bucket;
import dev.quire.batch.Pending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The bounded queue of one model, shared by all its workers. Workers pull, so the least loaded
 * device takes the next batch by itself. Tickets that a device failed to serve go first, then the
 * classes of {@link Priority}; within a class clients take turns, and a client's earliest deadline
 * goes first. Tickets of the leading ticket's bucket may join it in a batch.
 *
 * <p>Guarantees: the limits bound what is admitted at all times, also under races; every ticket
 * that was offered ends exactly once; an ended ticket is never handed out, and a ticket is with one
 * worker at a time. No method blocks beyond a short critical section, and no listener runs inside
 * it.
 *
 * @param <P> what the tickets carry
 * @param <A> what they are answered with
 */
public final class TicketQueue<P, A> {

  /** While both classes wait, one batch of so many is for the lower one. */
  static final int BULK_SHARE = 8;

  /** A worker that leaves a ticket to another one asks again after this time at the earliest. */
  private static final long YIELD_NANOS = 1_000_000;

  /** A ticket on this many lost devices has failed. */
  private static final int MOST_LOSSES = 3;

  private final QueueLimits limits;
  private final LongSupplier nanoClock;
  private final TicketListener listener;
  private final List<Puller> pullers = new CopyOnWriteArrayList<>();
  private final AtomicLong made = new AtomicLong();

  private final ReentrantLock lock = new ReentrantLock();
  private final Backlog<P, A> backlog;
  private final Admission admission;
  private final Map<Bucket, ArrivalGap> arrivals = new HashMap<>();

  /** Tickets admitted and not yet ended, those with a worker among them. */
  private final Set<Ticket<P, A>> admitted = new HashSet<>();

  private boolean closed;
  private volatile boolean abandoned;
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
    this.backlog = new Backlog<>(limits.timeout(), BULK_SHARE);
    this.admission = new Admission(limits, backlog, pullers);
  }

  /** Adds a worker: it is woken after every admission and counts in predictions. */
  public void join(Puller puller) {
    pullers.add(puller);
  }

  public void leave(Puller puller) {
    pullers.remove(puller);
  }

  /**
   * Makes a ticket, whose time runs from now. It still has to be offered.
   *
   * @throws IllegalArgumentException if it asks for more time than the limits allow
   */
  public Ticket<P, A> ticket(P payload, Bucket bucket, long size, Terms terms) {
    requireWithinLimits(terms);
    long now = nanoClock.getAsLong();
    return new Ticket<>(payload, new Place(bucket, size, made.incrementAndGet(), now, terms), now);
  }

  private void requireWithinLimits(Terms terms) {
    if (terms.timeout().compareTo(limits.timeout()) > 0) {
      throw new IllegalArgumentException(
          "A ticket may wait for %s, not %s".formatted(limits.timeout(), terms.timeout()));
    }
  }

  /**
   * Admits an item that is yet to be prepared, by keeping a place for it, so that nothing is
   * prepared in vain. The place must be ended by {@link #offer(Place, Object)} or {@link #release}.
   *
   * @throws TicketRefusedException if a ticket like this would not be admitted; that counts as a
   *     refused ticket
   * @throws IllegalArgumentException if it asks for more time than the limits allow
   */
  public Place reserve(Bucket bucket, long size, Terms terms) {
    requireWithinLimits(terms);
    long now = nanoClock.getAsLong();
    Place place = new Place(bucket, size, made.incrementAndGet(), now, terms);
    Optional<TicketRefusedException> refusal;
    lock.lock();
    try {
      refusal = refusal(place, now);
      if (refusal.isEmpty()) {
        backlog.keep(place);
      }
    } finally {
      lock.unlock();
    }
    if (refusal.isPresent()) {
      listener.ended(terms.client(), Outcome.REFUSED);
      throw refusal.get();
    }
    return place;
  }

  /** Gives a place up, because its item will not come. Does nothing if it has ended already. */
  public void release(Place place) {
    boolean last;
    lock.lock();
    try {
      last = backlog.vacate(place) && isDrained();
    } finally {
      lock.unlock();
    }
    if (last) {
      drained.complete(null);
    }
  }

  private boolean isDrained() {
    return closed && admitted.isEmpty() && backlog.preparing() == 0;
  }

  /**
   * Puts the item into its place.
   *
   * @return its ticket, which has been admitted; if the place was given up, it is cancelled, and
   *     refused if the queue has been abandoned
   */
  public Ticket<P, A> offer(Place place, P payload) {
    long now = nanoClock.getAsLong();
    Ticket<P, A> ticket = new Ticket<>(payload, place, now);
    boolean kept;
    lock.lock();
    try {
      kept = backlog.vacate(place);
      if (kept) {
        add(ticket, now);
      }
    } finally {
      lock.unlock();
    }
    if (kept) {
      wakeAll();
    } else if (abandoned) {
      refuseForGood(ticket);
    } else {
      cancel(ticket);
    }
    return ticket;
  }

  /**
   * Admits a ticket, or ends it with a {@link TicketRefusedException}: because the queue is full or
   * closed, or because it would be answered too late.
   *
   * @return whether it was admitted
   */
  public boolean offer(Ticket<P, A> ticket) {
    long now = nanoClock.getAsLong();
    Optional<TicketRefusedException> refusal;
    lock.lock();
    try {
      if (!ticket.isOpen()) {
        return false;
      }
      refusal = refusal(ticket.place(), now);
      if (refusal.isEmpty()) {
        add(ticket, now);
      }
    } finally {
      lock.unlock();
    }
    if (refusal.isPresent()) {
      end(ticket, Outcome.REFUSED, t -> t.completeExceptionally(refusal.get()));
      return false;
    }
    wakeAll();
    return true;
  }

  private void add(Ticket<P, A> ticket, long now) {
    admitted.add(ticket);
    backlog.add(ticket);
    arrivals.computeIfAbsent(ticket.bucket(), b -> new ArrivalGap()).arrived(now);
  }

  private Optional<TicketRefusedException> refusal(Place place, long now) {
    Optional<TicketRefusedException.Reason> reason =
        closed
            ? Optional.of(TicketRefusedException.Reason.SHUTTING_DOWN)
            : admission.refusal(place, now);
    return reason.map(why -> new TicketRefusedException(why, admission.drainTime()));
  }

  /**
   * Gives a worker its next batch, as the policy decides. Tickets that are overdue end here, and so
   * do those that the policy knows to become so, unless a faster worker can still answer them.
   */
  public Next<P, A> poll(BatchPolicy policy) {
    long now = nanoClock.getAsLong();
    List<Ticket<P, A>> overdue;
    Next<P, A> next;
    lock.lock();
    try {
      overdue = backlog.removeOverdue(now);
      next = next(policy, now, overdue);
    } finally {
      lock.unlock();
    }
    expire(overdue, now);
    return next;
  }

  private Next<P, A> next(BatchPolicy policy, long now, List<Ticket<P, A>> hopeless) {
    while (!backlog.waiting().isEmpty()) {
      Ticket<P, A> leading = backlog.leading();
      BatchDecision decision = policy.decide(pending(leading, now), now);
      if (decision instanceof BatchDecision.Run run) {
        return new Next.Batch<>(backlog.take(run.size(), now), run.reason());
      }
      if (decision instanceof BatchDecision.Wait wait) {
        return new Next.Later<>(wait.nanos());
      }
      OptionalLong other = freeNanosOfAnother(leading, now);
      if (other.isPresent()) {
        return new Next.Later<>(Math.max(YIELD_NANOS, other.getAsLong()));
      }
      backlog.remove(leading);
      hopeless.add(leading);
    }
    return new Next.Nothing<>();
  }

  /** When a worker is free that can still answer a ticket which is too late for the asking one. */
  private OptionalLong freeNanosOfAnother(Ticket<P, A> ticket, long now) {
    long slack = ticket.deadlineNanos() - now;
    Bucket bucket = ticket.bucket();
    return pullers.stream()
        .filter(puller -> puller.pace(bucket).nanos() > 0)
        .filter(puller -> puller.busyNanos() + puller.nanos(bucket, 1) <= slack)
        .mapToLong(Puller::busyNanos)
        .min();
  }

  private Pending pending(Ticket<P, A> leading, long now) {
    return new Pending(
        leading.bucket(),
        backlog.joinable(),
        leading.createdNanos(),
        leading.deadlineNanos(),
        backlog.returned() > 0 ? Long.MAX_VALUE : arrivalGapNanos(leading.bucket(), now));
  }

  /** When the asking worker may expect another ticket; each gets its share of what arrives. */
  private long arrivalGapNanos(Bucket bucket, long now) {
    long all = arrivals.get(bucket).nanos(now);
    int workers = Math.max(1, pullers.size());
    return all > Long.MAX_VALUE / workers ? Long.MAX_VALUE : all * workers;
  }

  /**
   * Ends a ticket nobody waits for any more. One that still waits leaves the queue at once; one
   * that a worker already runs is ended and its result dropped.
   */
  public void cancel(Ticket<P, A> ticket) {
    end(
        ticket,
        Outcome.CANCELLED,
        t -> t.completeExceptionally(new CancellationException("Nobody waits for it")));
  }

  /** Ends the waiting tickets whose deadline has passed. */
  public void expire() {
    long now = nanoClock.getAsLong();
    List<Ticket<P, A>> overdue;
    lock.lock();
    try {
      overdue = backlog.removeOverdue(now);
    } finally {
      lock.unlock();
    }
    expire(overdue, now);
  }

  private void expire(List<Ticket<P, A>> overdue, long now) {
    for (Ticket<P, A> ticket : overdue) {
      Duration waited = Duration.ofNanos(now - ticket.createdNanos());
      end(
          ticket,
          Outcome.EXPIRED,
          t -> t.completeExceptionally(new TicketExpiredException(waited)));
    }
  }

  /** A worker ends a ticket with its answer. */
  public void answer(Ticket<P, A> ticket, A answer) {
    end(ticket, Outcome.ANSWERED, t -> t.complete(answer));
  }

  /** A worker ends a ticket that the model failed on. */
  public void fail(Ticket<P, A> ticket, Throwable cause) {
    end(ticket, Outcome.FAILED, t -> t.completeExceptionally(cause));
  }

  /**
   * Takes back a batch whose device was lost, for another device or the same one repaired. The
   * tickets go to the head of the queue; the second time each of them runs alone; one that is lost
   * alone fails, so that a ticket that kills devices cannot take the others with it for ever.
   *
   * @param batch the whole batch that ran, ended tickets among it
   */
  public void giveBack(List<Ticket<P, A>> batch, RuntimeException cause) {
    List<Ticket<P, A>> failed = new ArrayList<>(0);
    lock.lock();
    try {
      for (int i = batch.size() - 1; i >= 0; i--) {
        Ticket<P, A> ticket = batch.get(i);
        if (!ticket.isOpen()) {
          continue;
        }
        int losses = ticket.lost();
        if (losses >= MOST_LOSSES || losses > 1 && batch.size() == 1) {
          failed.add(ticket);
        } else {
          backlog.addFirst(ticket);
        }
      }
    } finally {
      lock.unlock();
    }
    failed.forEach(ticket -> fail(ticket, cause));
    wakeAll();
  }

  /** Takes back tickets that a worker could not come to run: they go to the head of the queue. */
  public void putBack(List<Ticket<P, A>> tickets) {
    lock.lock();
    try {
      for (int i = tickets.size() - 1; i >= 0; i--) {
        if (tickets.get(i).isOpen()) {
          backlog.addFirst(tickets.get(i));
        }
      }
    } finally {
      lock.unlock();
    }
    wakeAll();
  }

  private void wakeAll() {
    pullers.forEach(Puller::wake);
  }

  /** Ends a ticket if nobody else has; it is in no order any more when its completion runs. */
  private void end(Ticket<P, A> ticket, Outcome how, Consumer<Ticket<P, A>> completion) {
    boolean last;
    lock.lock();
    try {
      if (!ticket.end(how)) {
        return;
      }
      backlog.remove(ticket);
      admitted.remove(ticket);
      last = isDrained();
    } finally {
      lock.unlock();
    }
    listener.ended(ticket.client(), how);
    completion.accept(ticket);
    if (last) {
      drained.complete(null);
    }
  }

  /**
   * Refuses all further tickets; those that were admitted are still served.
   *
   * @return completes when all of them have ended
   */
  public CompletionStage<Void> close() {
    boolean empty;
    lock.lock();
    try {
      closed = true;
      empty = isDrained();
    } finally {
      lock.unlock();
    }
    if (empty) {
      drained.complete(null);
    }
    return drained.minimalCompletionStage();
  }

  /**
   * Ends everything that still waits, is being prepared or is with a worker, as refused: the
   * service stops before it could be served. What a worker still finishes is dropped.
   *
   * @return how many tickets that were
   */
  public int abandon() {
    close();
    List<Ticket<P, A>> left;
    lock.lock();
    try {
      abandoned = true;
      backlog.vacateAll();
      left = List.copyOf(admitted);
    } finally {
      lock.unlock();
    }
    left.forEach(this::refuseForGood);
    drained.complete(null);
    return left.size();
  }

  private void refuseForGood(Ticket<P, A> ticket) {
    TicketRefusedException cause =
        new TicketRefusedException(TicketRefusedException.Reason.SHUTTING_DOWN, Duration.ZERO);
    end(ticket, Outcome.REFUSED, t -> t.completeExceptionally(cause));
  }

  /** How many tickets wait, those that are still being prepared among them. */
  public int depth() {
    lock.lock();
    try {
      return backlog.size();
    } finally {
      lock.unlock();
    }
  }

  /** How many bytes the waiting tickets hold, or will once they are prepared. */
  public long bytes() {
    lock.lock();
    try {
      return backlog.bytes();
    } finally {
      lock.unlock();
    }
  }

  public QueueLimits limits() {
    return limits;
  }

  /** How long the waiting tickets will take, by the workers' pace; zero while that is unknown. */
  public Duration drainTime() {
    lock.lock();
    try {
      return admission.drainTime();
    } finally {
      lock.unlock();
    }
  }

  /** What is in the queue right now. */
  public QueueSnapshot snapshot() {
    lock.lock();
    try {
      Map<Priority, Integer> byPriority = new EnumMap<>(Priority.class);
      Map<String, Integer> byBucket = new TreeMap<>();
      for (Priority priority : Priority.values()) {
        byPriority.put(priority, 0);
      }
      for (Ticket<P, A> ticket : backlog.waiting()) {
        byPriority.merge(ticket.priority(), 1, Integer::sum);
        byBucket.merge(ticket.bucket().name(), 1, Integer::sum);
      }
      return new QueueSnapshot(
          backlog.size(),
          backlog.preparing(),
          backlog.bytes(),
          admitted.size() - backlog.waiting().size(),
          backlog.clients(),
          byPriority,
          byBucket,
          admission.drainTime());
    } finally {
      lock.unlock();
    }
  }
}
