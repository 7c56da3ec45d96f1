package dev.quire.queue;

import dev.quire.batch.BatchPolicy;
import dev.quire.batch.Bucket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** A ticket on this many lost devices is given up, guilty or not. */
  static final int MOST_LOSSES = 4;

  /** A ticket that devices that had just worked were lost with so often, alone, is to blame. */
  static final int PROOFS = 2;

  private final QueueLimits limits;
  private final LongSupplier nanoClock;
  private final TicketListener listener;
  private final List<Puller> pullers = new CopyOnWriteArrayList<>();
  private final AtomicLong made = new AtomicLong();

  private final ReentrantLock lock = new ReentrantLock();
  private final Backlog<P, A> backlog;
  private final Admission admission;
  private final BatchSelection<P, A> selection;

  /** Tickets admitted and not yet ended, those with a worker among them. */
  private final Set<Ticket<P, A>> admitted = new HashSet<>();

  private boolean closed;

  /** Why nothing is served any more; null while something is. */
  private volatile TicketRefusedException.Reason abandoned;

  private volatile CompletableFuture<Void> drained = new CompletableFuture<>();

  /**
   * @param limits the bounds
   * @param nanoClock a monotonic clock in nanoseconds, {@link System#nanoTime} outside tests
   * @param listener hears of every ticket's end
   */
  public TicketQueue(QueueLimits limits, LongSupplier nanoClock, TicketListener listener) {
    this.limits = limits;
    this.nanoClock = nanoClock;
    this.listener = listener;
    this.backlog = new Backlog<>(limits, BULK_SHARE);
    this.admission = new Admission(backlog, pullers);
    this.selection = new BatchSelection<>(backlog, pullers);
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
    Entry<P, A> entry;
    lock.lock();
    try {
      entry = entry(place, now);
      if (entry.refusal().isEmpty()) {
        backlog.keep(place);
      }
    } finally {
      lock.unlock();
    }
    displaced(entry);
    if (entry.refusal().isPresent()) {
      listener.ended(terms.client(), Outcome.REFUSED);
      throw entry.refusal().get();
    }
    return place;
  }

  /**
   * What a newcomer's asking led to.
   *
   * @param refusal why it is not admitted; empty if it is
   * @param places what had to go for it and was still being prepared
   * @param tickets what had to go for it and waited
   * @param cause what those hear
   */
  private record Entry<P, A>(
      Optional<TicketRefusedException> refusal,
      List<Place> places,
      List<Ticket<P, A>> tickets,
      TicketRefusedException cause) {

    static <P, A> Entry<P, A> refused(TicketRefusedException refusal) {
      return new Entry<>(Optional.of(refusal), List.of(), List.of(), refusal);
    }
  }

  /** Decides about a newcomer and takes out what has to go for it. */
  private Entry<P, A> entry(Place newcomer, long now) {
    if (closed && (abandoned != null || !newcomer.isOfBegun())) {
      return Entry.refused(refusal(reasonOfClosing()));
    }
    Admission.Verdict verdict = admission.verdict(newcomer, now);
    if (verdict instanceof Admission.Verdict.Refused refused) {
      return Entry.refused(refusal(refused.reason()));
    }
    List<Place> gone = ((Admission.Verdict.Admitted) verdict).displaced();
    List<Place> places = new ArrayList<>(0);
    List<Ticket<P, A>> tickets = new ArrayList<>(0);
    for (Place place : gone) {
      Ticket<P, A> ticket = backlog.at(place);
      if (ticket == null) {
        backlog.vacate(place);
        places.add(place);
      } else {
        backlog.remove(ticket);
        tickets.add(ticket);
      }
    }
    TicketRefusedException cause =
        gone.isEmpty() ? null : refusal(TicketRefusedException.Reason.QUEUE_FULL);
    places.forEach(place -> place.displace(cause));
    return new Entry<>(Optional.empty(), places, tickets, cause);
  }

  private TicketRefusedException.Reason reasonOfClosing() {
    TicketRefusedException.Reason reason = abandoned;
    return reason == null ? TicketRefusedException.Reason.SHUTTING_DOWN : reason;
  }

  /**
   * Makes sure that something may be begun whose parts come later.
   *
   * @throws TicketRefusedException if the queue is closed; counted by the caller
   */
  public void requireOpen() {
    lock.lock();
    try {
      if (closed) {
        throw refusal(reasonOfClosing());
      }
    } finally {
      lock.unlock();
    }
  }

  private TicketRefusedException refusal(TicketRefusedException.Reason reason) {
    return new TicketRefusedException(reason, admission.drainTime());
  }

  /** Ends what has gone for a newcomer. */
  private void displaced(Entry<P, A> entry) {
    for (Place place : entry.places()) {
      listener.ended(place.client(), Outcome.REFUSED);
      place.tellDisplaced();
    }
    entry.tickets().forEach(ticket -> refuse(ticket, entry.cause()));
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
   *     refused if the queue has been abandoned. It is refused, too, if the place went to somebody
   *     else; that was counted then.
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
    Optional<TicketRefusedException> displacement = place.displacement();
    TicketRefusedException.Reason reason = abandoned;
    if (kept) {
      wakeAll();
    } else if (displacement.isPresent()) {
      if (ticket.end(Outcome.REFUSED)) {
        ticket.completeExceptionally(displacement.get());
      }
    } else if (reason != null) {
      refuse(ticket, new TicketRefusedException(reason, Duration.ZERO));
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
    Entry<P, A> entry;
    lock.lock();
    try {
      if (!ticket.isOpen()) {
        return false;
      }
      entry = entry(ticket.place(), now);
      if (entry.refusal().isEmpty()) {
        add(ticket, now);
      }
    } finally {
      lock.unlock();
    }
    displaced(entry);
    if (entry.refusal().isPresent()) {
      refuse(ticket, entry.refusal().get());
      return false;
    }
    wakeAll();
    return true;
  }

  private void add(Ticket<P, A> ticket, long now) {
    admitted.add(ticket);
    backlog.add(ticket);
    selection.arrived(ticket, now);
  }

  /**
   * Gives a worker its next batch, as the policy decides. Tickets that are overdue end here, and so
   * do those that the policy knows to become so, unless a faster worker can still answer them.
   *
   * <p>A ticket that this worker has no room for at the moment, or leaves to a faster one, is
   * passed over: it keeps its turn, and others that can run do; see {@link BatchSelection}.
   */
  public Next<P, A> poll(BatchPolicy policy) {
    long now = nanoClock.getAsLong();
    List<Ticket<P, A>> overdue;
    Next<P, A> next;
    lock.lock();
    try {
      overdue = backlog.removeOverdue(now);
      next = selection.next(policy, now, overdue);
    } finally {
      lock.unlock();
    }
    expire(overdue, now);
    return next;
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
   * Takes back a batch whose device was lost in its run, for another device or the same one
   * repaired. The tickets go to the head of the queue; the second time each of them runs alone. One
   * that {@value #PROOFS} devices were lost with, alone on them and right after they had been seen
   * to work, fails with the cause; one that {@value #MOST_LOSSES} were lost with without such proof
   * is refused. So a ticket that kills devices cannot take others with it for ever.
   *
   * @param batch the whole batch that ran, ended tickets among it
   * @param proof whether the device had been seen to work just before; counts for a batch of one
   */
  public void giveBack(List<Ticket<P, A>> batch, RuntimeException cause, boolean proof) {
    List<Ticket<P, A>> guilty = new ArrayList<>(0);
    List<Ticket<P, A>> unlucky = new ArrayList<>(0);
    lock.lock();
    try {
      for (int i = batch.size() - 1; i >= 0; i--) {
        Ticket<P, A> ticket = batch.get(i);
        if (!ticket.isOpen()) {
          continue;
        }
        int losses = ticket.lost();
        if (proof && batch.size() == 1 && ticket.proved() >= PROOFS) {
          guilty.add(ticket);
        } else if (losses >= MOST_LOSSES) {
          unlucky.add(ticket);
        } else {
          backlog.addFirst(ticket);
        }
      }
    } finally {
      lock.unlock();
    }
    guilty.forEach(ticket -> fail(ticket, cause));
    unlucky.forEach(
        ticket ->
            refuse(
                ticket,
                new TicketRefusedException(
                    TicketRefusedException.Reason.DEVICES_FAILED, drainTime())));
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
   * Refuses all further tickets but those {@link Terms#begun of what was begun before}; those that
   * were admitted are still served. To be called again once nothing comes any more.
   *
   * @return completes when all of them have ended
   */
  public CompletionStage<Void> close() {
    CompletableFuture<Void> end;
    boolean empty;
    lock.lock();
    try {
      closed = true;
      empty = isDrained();
      if (!empty && drained.isDone()) {
        drained = new CompletableFuture<>();
      }
      end = drained;
    } finally {
      lock.unlock();
    }
    if (empty) {
      end.complete(null);
    }
    return end.minimalCompletionStage();
  }

  /**
   * Ends everything that still waits, is being prepared or is with a worker, as refused: the
   * service stops before it could be served. What a worker still finishes is dropped.
   *
   * @return how many tickets that were
   */
  public int abandon() {
    return abandon(TicketRefusedException.Reason.SHUTTING_DOWN);
  }

  /**
   * The same for another reason, which later tickets are refused for as well.
   *
   * @return how many tickets that were
   */
  public int abandon(TicketRefusedException.Reason reason) {
    List<Ticket<P, A>> left;
    lock.lock();
    try {
      closed = true;
      abandoned = reason;
      backlog.vacateAll();
      left = List.copyOf(admitted);
    } finally {
      lock.unlock();
    }
    left.forEach(ticket -> refuse(ticket, new TicketRefusedException(reason, Duration.ZERO)));
    drained.complete(null);
    return left.size();
  }

  private void refuse(Ticket<P, A> ticket, TicketRefusedException cause) {
    end(ticket, Outcome.REFUSED, t -> t.completeExceptionally(cause));
  }

  /**
   * Raises a ticket to a higher class, because somebody waits for it now: it goes on with that
   * class's turns and its own deadline. Does nothing if it has that class or a higher one, or does
   * not wait any more.
   */
  public void promote(Ticket<P, A> ticket, Priority higher) {
    promote(ticket.place(), higher);
  }

  /**
   * The same for an item that is still being prepared, and for the ticket that it may be by now.
   */
  public void promote(Place place, Priority higher) {
    boolean raised;
    lock.lock();
    try {
      raised = higher.compareTo(place.priority()) < 0;
      if (raised) {
        backlog.promote(place, higher);
      }
    } finally {
      lock.unlock();
    }
    if (raised) {
      wakeAll();
    }
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
