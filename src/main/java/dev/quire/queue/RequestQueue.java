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
 * device takes the next batch by itself. Requests that a device failed to serve go first, then the
 * classes of {@link Priority}; within a class clients take turns, and a client's earliest deadline
 * goes first. Requests of the leading request's bucket may join it in a batch.
 *
 * <p>Guarantees: the limits bound what is admitted at all times, also under races; every request
 * that was offered ends exactly once; an ended request is never handed out, and a request is with
 * one worker at a time. No method blocks beyond a short critical section, and no listener runs
 * inside it.
 *
 * @param <P> what the requests carry
 * @param <A> what they are answered with
 */
public final class RequestQueue<P, A> {

  /** While both classes wait, one batch of so many is for the lower one. */
  static final int BULK_SHARE = 8;

  /**
   * A request that this many devices were lost with is refused, whether it caused the losses or
   * not.
   */
  static final int MOST_LOSSES = 4;

  /** A request that devices that had just worked were lost with so often, alone, is to blame. */
  static final int PROOFS = 2;

  private final QueueLimits limits;
  private final LongSupplier nanoClock;
  private final RequestListener listener;
  private final List<BatchConsumer> consumers = new CopyOnWriteArrayList<>();
  private final AtomicLong made = new AtomicLong();

  private final ReentrantLock lock = new ReentrantLock();
  private final Backlog<P, A> backlog;
  private final Admission admission;
  private final BatchSelection<P, A> selection;

  /** Requests admitted and not yet ended, those with a worker among them. */
  private final Set<InferenceRequest<P, A>> admitted = new HashSet<>();

  private boolean closed;

  /** Why nothing is served any more; null while something is. */
  private volatile RequestRefusedException.Reason abandoned;

  private volatile CompletableFuture<Void> drained = new CompletableFuture<>();

  /**
   * @param limits the bounds
   * @param nanoClock a monotonic clock in nanoseconds, {@link System#nanoTime} outside tests
   * @param listener notified of every request's end
   */
  public RequestQueue(QueueLimits limits, LongSupplier nanoClock, RequestListener listener) {
    this.limits = limits;
    this.nanoClock = nanoClock;
    this.listener = listener;
    this.backlog = new Backlog<>(limits, BULK_SHARE);
    this.admission = new Admission(backlog, consumers);
    this.selection = new BatchSelection<>(backlog, consumers);
  }

  /** Adds a worker: it is woken after every admission and counts in predictions. */
  public void join(BatchConsumer consumer) {
    consumers.add(consumer);
  }

  public void leave(BatchConsumer consumer) {
    consumers.remove(consumer);
  }

  /**
   * Makes a request, whose time runs from now. It still has to be offered.
   *
   * @throws IllegalArgumentException if it asks for more time than the limits allow
   */
  public InferenceRequest<P, A> request(P payload, Bucket bucket, long size, Terms terms) {
    requireWithinLimits(terms);
    long now = nanoClock.getAsLong();
    return new InferenceRequest<>(
        payload, new Reservation(bucket, size, made.incrementAndGet(), now, terms), now);
  }

  private void requireWithinLimits(Terms terms) {
    if (terms.timeout().compareTo(limits.timeout()) > 0) {
      throw new IllegalArgumentException(
          "A request may wait for %s, not %s".formatted(limits.timeout(), terms.timeout()));
    }
  }

  /**
   * Admits an item that is yet to be prepared, by keeping a reservation for it, so that nothing is
   * prepared in vain. The reservation must be ended by {@link #offer(Reservation, Object)} or
   * {@link #release}.
   *
   * @throws RequestRefusedException if a request like this would not be admitted; that counts as a
   *     refused request
   * @throws IllegalArgumentException if it asks for more time than the limits allow
   */
  public Reservation reserve(Bucket bucket, long size, Terms terms) {
    return reserve(bucket, size, terms, true);
  }

  /**
   * The same for a part of what has been admitted in another queue already, such as a line of a
   * page: it is refused where there is no room, but not because it may come too late. Its whole was
   * held against what is predicted when it came, and refusing it now would waste what was done.
   */
  public Reservation reservePart(Bucket bucket, long size, Terms terms) {
    return reserve(bucket, size, terms, false);
  }

  private Reservation reserve(Bucket bucket, long size, Terms terms, boolean inTime) {
    requireWithinLimits(terms);
    long now = nanoClock.getAsLong();
    Reservation reservation = new Reservation(bucket, size, made.incrementAndGet(), now, terms);
    Entry<P, A> entry;
    lock.lock();
    try {
      entry = entry(reservation, now, inTime);
      if (entry.refusal().isEmpty()) {
        backlog.keep(reservation);
      }
    } finally {
      lock.unlock();
    }
    displaced(entry);
    if (entry.refusal().isPresent()) {
      listener.ended(terms.client(), Outcome.REFUSED);
      throw entry.refusal().get();
    }
    return reservation;
  }

  /**
   * What a newcomer's asking led to.
   *
   * @param refusal why it is not admitted; empty if it is
   * @param reservations what had to go for it and was still being prepared
   * @param requests what had to go for it and waited
   * @param cause what those are refused with
   */
  private record Entry<P, A>(
      Optional<RequestRefusedException> refusal,
      List<Reservation> reservations,
      List<InferenceRequest<P, A>> requests,
      RequestRefusedException cause) {

    static <P, A> Entry<P, A> refused(RequestRefusedException refusal) {
      return new Entry<>(Optional.of(refusal), List.of(), List.of(), refusal);
    }
  }

  /** Decides about a newcomer and takes out what has to go for it. */
  private Entry<P, A> entry(Reservation newcomer, long now, boolean inTime) {
    if (closed && (abandoned != null || !newcomer.isOfBegun())) {
      return Entry.refused(refusal(reasonOfClosing()));
    }
    Admission.Verdict verdict = admission.verdict(newcomer, now, inTime);
    if (verdict instanceof Admission.Verdict.Refused refused) {
      return Entry.refused(refusal(refused.reason()));
    }
    List<Reservation> gone = ((Admission.Verdict.Admitted) verdict).displaced();
    List<Reservation> reservations = new ArrayList<>(0);
    List<InferenceRequest<P, A>> requests = new ArrayList<>(0);
    for (Reservation reservation : gone) {
      InferenceRequest<P, A> request = backlog.at(reservation);
      if (request == null) {
        backlog.vacate(reservation);
        reservations.add(reservation);
      } else {
        backlog.remove(request);
        requests.add(request);
      }
    }
    RequestRefusedException cause =
        gone.isEmpty() ? null : refusal(RequestRefusedException.Reason.QUEUE_FULL);
    reservations.forEach(reservation -> reservation.displace(cause));
    return new Entry<>(Optional.empty(), reservations, requests, cause);
  }

  private RequestRefusedException.Reason reasonOfClosing() {
    RequestRefusedException.Reason reason = abandoned;
    return reason == null ? RequestRefusedException.Reason.SHUTTING_DOWN : reason;
  }

  /**
   * Makes sure that something may be begun whose parts come later.
   *
   * @throws RequestRefusedException if the queue is closed; counted by the caller
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

  private RequestRefusedException refusal(RequestRefusedException.Reason reason) {
    return new RequestRefusedException(reason, admission.drainTime());
  }

  /** Ends what has gone for a newcomer. */
  private void displaced(Entry<P, A> entry) {
    for (Reservation reservation : entry.reservations()) {
      listener.ended(reservation.client(), Outcome.REFUSED);
      reservation.notifyDisplaced();
    }
    entry.requests().forEach(request -> refuse(request, entry.cause()));
  }

  /**
   * Gives a reservation up, because its item will not come. Does nothing if it has ended already.
   */
  public void release(Reservation reservation) {
    boolean last;
    lock.lock();
    try {
      last = backlog.vacate(reservation) && isDrained();
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
   * Puts the item into its reservation.
   *
   * @return its request, which has been admitted; if the reservation was given up, it is cancelled,
   *     and refused if the queue has been abandoned. It is refused, too, if the reservation was
   *     displaced by another; that was counted then.
   */
  public InferenceRequest<P, A> offer(Reservation reservation, P payload) {
    long now = nanoClock.getAsLong();
    InferenceRequest<P, A> request = new InferenceRequest<>(payload, reservation, now);
    boolean kept;
    lock.lock();
    try {
      kept = backlog.vacate(reservation);
      if (kept) {
        add(request, now);
      }
    } finally {
      lock.unlock();
    }
    Optional<RequestRefusedException> displacement = reservation.displacement();
    RequestRefusedException.Reason reason = abandoned;
    if (kept) {
      wakeAll();
    } else if (displacement.isPresent()) {
      if (request.end(Outcome.REFUSED)) {
        request.completeExceptionally(displacement.get());
      }
    } else if (reason != null) {
      refuse(request, new RequestRefusedException(reason, Duration.ZERO));
    } else {
      cancel(request);
    }
    return request;
  }

  /**
   * Admits a request, or ends it with a {@link RequestRefusedException}: because the queue is full
   * or closed, or because it would be answered too late.
   *
   * @return whether it was admitted
   */
  public boolean offer(InferenceRequest<P, A> request) {
    long now = nanoClock.getAsLong();
    Entry<P, A> entry;
    lock.lock();
    try {
      if (!request.isOpen()) {
        return false;
      }
      entry = entry(request.reservation(), now, true);
      if (entry.refusal().isEmpty()) {
        add(request, now);
      }
    } finally {
      lock.unlock();
    }
    displaced(entry);
    if (entry.refusal().isPresent()) {
      refuse(request, entry.refusal().get());
      return false;
    }
    wakeAll();
    return true;
  }

  private void add(InferenceRequest<P, A> request, long now) {
    admitted.add(request);
    backlog.add(request);
    selection.arrived(request, now);
  }

  /**
   * Gives a worker its next batch, as the policy decides. Requests that are overdue end here, and
   * so do those that the policy knows to become so, unless a faster worker can still answer them.
   *
   * <p>A request that this worker has no room for at the moment, or leaves to a faster one, is
   * passed over: it keeps its turn, and others that can run do; see {@link BatchSelection}.
   */
  public PollResult<P, A> poll(BatchPolicy policy) {
    long now = nanoClock.getAsLong();
    List<InferenceRequest<P, A>> overdue;
    PollResult<P, A> next;
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
   * Ends a request whose answer is not needed any more. One that still waits leaves the queue at
   * once; one that a worker already runs is ended and its result dropped.
   */
  public void cancel(InferenceRequest<P, A> request) {
    end(
        request,
        Outcome.CANCELLED,
        t -> t.completeExceptionally(new CancellationException("Nobody waits for it")));
  }

  /** Ends the waiting requests whose deadline has passed. */
  public void expire() {
    long now = nanoClock.getAsLong();
    List<InferenceRequest<P, A>> overdue;
    lock.lock();
    try {
      overdue = backlog.removeOverdue(now);
    } finally {
      lock.unlock();
    }
    expire(overdue, now);
  }

  private void expire(List<InferenceRequest<P, A>> overdue, long now) {
    for (InferenceRequest<P, A> request : overdue) {
      Duration waited = Duration.ofNanos(now - request.createdNanos());
      end(
          request,
          Outcome.EXPIRED,
          t -> t.completeExceptionally(new RequestExpiredException(waited)));
    }
  }

  /** A worker ends a request with its answer. */
  public void answer(InferenceRequest<P, A> request, A answer) {
    end(request, Outcome.ANSWERED, t -> t.complete(answer));
  }

  /** A worker ends a request that the model failed on. */
  public void fail(InferenceRequest<P, A> request, Throwable cause) {
    end(request, Outcome.FAILED, t -> t.completeExceptionally(cause));
  }

  /**
   * Takes back a batch whose device was lost in its run, for another device or the same one
   * repaired. The requests go to the head of the queue; the second time each of them runs alone.
   * One that {@value #PROOFS} devices were lost with, alone on them and right after they had been
   * seen to work, fails with the cause; one that {@value #MOST_LOSSES} were lost with without such
   * proof is refused. So a request that kills devices cannot take others with it for ever.
   *
   * @param batch the whole batch that ran, ended requests among it
   * @param proof whether the device had been seen to work just before; counts for a batch of one
   */
  public void requeueAfterDeviceLoss(
      List<InferenceRequest<P, A>> batch, RuntimeException cause, boolean proof) {
    List<InferenceRequest<P, A>> guilty = new ArrayList<>(0);
    List<InferenceRequest<P, A>> unlucky = new ArrayList<>(0);
    lock.lock();
    try {
      for (int i = batch.size() - 1; i >= 0; i--) {
        InferenceRequest<P, A> request = batch.get(i);
        if (!request.isOpen()) {
          continue;
        }
        int losses = request.lost();
        if (proof && batch.size() == 1 && request.proved() >= PROOFS) {
          guilty.add(request);
        } else if (losses >= MOST_LOSSES) {
          unlucky.add(request);
        } else {
          backlog.addFirst(request);
        }
      }
    } finally {
      lock.unlock();
    }
    guilty.forEach(request -> fail(request, cause));
    unlucky.forEach(
        request ->
            refuse(
                request,
                new RequestRefusedException(
                    RequestRefusedException.Reason.DEVICES_FAILED, drainTime())));
    wakeAll();
  }

  /** Takes back requests that a worker could not come to run: they go to the head of the queue. */
  public void requeue(List<InferenceRequest<P, A>> requests) {
    lock.lock();
    try {
      for (int i = requests.size() - 1; i >= 0; i--) {
        if (requests.get(i).isOpen()) {
          backlog.addFirst(requests.get(i));
        }
      }
    } finally {
      lock.unlock();
    }
    wakeAll();
  }

  private void wakeAll() {
    consumers.forEach(BatchConsumer::wake);
  }

  /** Ends a request unless it has ended; it is in no order any more when its completion runs. */
  private void end(
      InferenceRequest<P, A> request, Outcome how, Consumer<InferenceRequest<P, A>> completion) {
    boolean last;
    lock.lock();
    try {
      if (!request.end(how)) {
        return;
      }
      backlog.remove(request);
      admitted.remove(request);
      last = isDrained();
    } finally {
      lock.unlock();
    }
    listener.ended(request.client(), how);
    completion.accept(request);
    if (last) {
      drained.complete(null);
    }
  }

  /**
   * Refuses all further requests but those {@link Terms#begun of what was begun before}; those that
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
   * @return how many requests that were
   */
  public int abandon() {
    return abandon(RequestRefusedException.Reason.SHUTTING_DOWN);
  }

  /**
   * The same for another reason, which later requests are refused for as well.
   *
   * @return how many requests that were
   */
  public int abandon(RequestRefusedException.Reason reason) {
    List<InferenceRequest<P, A>> left;
    lock.lock();
    try {
      closed = true;
      abandoned = reason;
      backlog.vacateAll();
      left = List.copyOf(admitted);
    } finally {
      lock.unlock();
    }
    left.forEach(request -> refuse(request, new RequestRefusedException(reason, Duration.ZERO)));
    drained.complete(null);
    return left.size();
  }

  private void refuse(InferenceRequest<P, A> request, RequestRefusedException cause) {
    end(request, Outcome.REFUSED, t -> t.completeExceptionally(cause));
  }

  /**
   * Raises a request to a higher class, because an interactive client waits for it now: it goes on
   * with that class's turns and its own deadline. Does nothing if it has that class or a higher
   * one, or does not wait any more.
   */
  public void promote(InferenceRequest<P, A> request, Priority higher) {
    promote(request.reservation(), higher);
  }

  /**
   * The same for an item that is still being prepared, and for the request that it may be by now.
   */
  public void promote(Reservation reservation, Priority higher) {
    boolean raised;
    lock.lock();
    try {
      raised = higher.compareTo(reservation.priority()) < 0;
      if (raised) {
        backlog.promote(reservation, higher);
      }
    } finally {
      lock.unlock();
    }
    if (raised) {
      wakeAll();
    }
  }

  /** How many requests wait, those that are still being prepared among them. */
  public int depth() {
    lock.lock();
    try {
      return backlog.size();
    } finally {
      lock.unlock();
    }
  }

  /** How many bytes the waiting requests hold, or will once they are prepared. */
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

  /** How long the waiting requests will take, by the workers' pace; zero while that is unknown. */
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
      for (InferenceRequest<P, A> request : backlog.waiting()) {
        byPriority.merge(request.priority(), 1, Integer::sum);
        byBucket.merge(request.bucket().name(), 1, Integer::sum);
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
