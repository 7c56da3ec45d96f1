package dev.quire.queue;

import dev.quire.batch.Bucket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What has been admitted and is not with a worker, and in which order it is served: requests that
 * came back from a device first, then the classes of {@link Priority}, each in its {@link
 * FairOrder}; and the reservations kept for items that are still being prepared. Not thread-safe.
 */
final class Backlog<P, A> {

  private final Map<Priority, FairOrder<P, A>> orders = new EnumMap<>(Priority.class);
  private final Map<Priority, DeadlineCounts> deadlines = new EnumMap<>(Priority.class);

  /** Whose the requests in the orders and the reservations are. */
  private final Map<Priority, Counts<String>> clients = new EnumMap<>(Priority.class);

  private final Deque<InferenceRequest<P, A>> returned = new ArrayDeque<>();

  /** Everything that waits, in the orders and among the returned. */
  private final NavigableMap<Reservation, InferenceRequest<P, A>> waiting =
      new TreeMap<>(Reservation.BY_DEADLINE);

  private final Reservations reservations = new Reservations();

  /** The reservations that are kept, and those of the requests that wait. */
  private final FairShare<Reservation> shares;

  private final int bulkShare;
  private int sinceBulk;

  /**
   * @param limits the bounds
   * @param bulkShare while both classes wait, one batch of so many is for the lower one
   */
  Backlog(QueueLimits limits, int bulkShare) {
    this.bulkShare = bulkShare;
    this.shares = new FairShare<>(limits.requests(), limits.bytes(), Reservation.BY_DEADLINE);
    for (Priority priority : Priority.values()) {
      orders.put(priority, new FairOrder<>());
      deadlines.put(priority, new DeadlineCounts(limits.timeout().toNanos()));
      clients.put(priority, new Counts<>());
    }
  }

  /** How many requests wait and reservations are kept. */
  int size() {
    return shares.size();
  }

  /** What has to go for one more; see {@link FairShare#makeRoom}. */
  Optional<List<Reservation>> makeRoom(Reservation newcomer) {
    return shares.makeRoom(newcomer);
  }

  /** How many reservations are kept. */
  int preparing() {
    return reservations.size();
  }

  /** What all of it holds. */
  long bytes() {
    return shares.bytes();
  }

  /** The requests that wait: a view, by deadline. */
  Collection<InferenceRequest<P, A>> waiting() {
    return Collections.unmodifiableCollection(waiting.values());
  }

  /** How many clients have a request that waits or a reservation, counted in each class. */
  int clients() {
    return clients.values().stream().mapToInt(Counts::kinds).sum();
  }

  /** How many requests wait that came back from a device. */
  int returned() {
    return returned.size();
  }

  /** How much there is of a class, but for what came back. */
  int size(Priority priority) {
    return orders.get(priority).size() + reservations.size(priority);
  }

  /** How much there is of a reservation's class and client, but for what came back. */
  int ofItsClient(Reservation reservation) {
    return clients.get(reservation.priority()).of(reservation.client());
  }

  /** How many other clients have a request or a reservation in a reservation's class. */
  int otherClients(Reservation reservation) {
    Counts<String> counts = clients.get(reservation.priority());
    return counts.kinds() - (counts.of(reservation.client()) > 0 ? 1 : 0);
  }

  /** How much of a reservation's class is due no later than it, but for what came back. */
  int dueBy(Reservation reservation) {
    return size() == 0
        ? 0
        : deadlines.get(reservation.priority()).dueBy(reservation.deadlineNanos(), earliestNanos());
  }

  private long earliestNanos() {
    if (waiting.isEmpty()) {
      return reservations.first().deadlineNanos();
    }
    long earliest = waiting.firstKey().deadlineNanos();
    return reservations.size() == 0
        ? earliest
        : earliest + Math.min(0, reservations.first().deadlineNanos() - earliest);
  }

  /** How much there is of each bucket. */
  Map<Bucket, Integer> buckets() {
    Map<Bucket, Integer> counts = new HashMap<>(reservations.buckets());
    orders
        .values()
        .forEach(
            order -> order.buckets().forEach(b -> counts.merge(b, order.size(b), Integer::sum)));
    returned.forEach(request -> counts.merge(request.bucket(), 1, Integer::sum));
    return counts;
  }

  /** Keeps a reservation. */
  void keep(Reservation reservation) {
    reservations.add(reservation);
    shares.add(reservation);
    count(reservation);
  }

  /** Gives a reservation up; whether it was still kept. */
  boolean vacate(Reservation reservation) {
    if (!reservations.remove(reservation)) {
      return false;
    }
    shares.remove(reservation);
    uncount(reservation);
    return true;
  }

  void vacateAll() {
    while (reservations.size() > 0) {
      vacate(reservations.first());
    }
  }

  private void count(Reservation reservation) {
    deadlines.get(reservation.priority()).add(reservation.deadlineNanos());
    clients.get(reservation.priority()).add(reservation.client());
  }

  private void uncount(Reservation reservation) {
    deadlines.get(reservation.priority()).remove(reservation.deadlineNanos());
    clients.get(reservation.priority()).remove(reservation.client());
  }

  /** The request that waits at a reservation; null if none does. */
  InferenceRequest<P, A> at(Reservation reservation) {
    return waiting.get(reservation);
  }

  /** Adds a request at its client's turn. */
  void add(InferenceRequest<P, A> request) {
    waiting.put(request.reservation(), request);
    shares.add(request.reservation());
    orders.get(request.priority()).add(request);
    count(request.reservation());
  }

  /** Adds a request that came back before all others. */
  void addFirst(InferenceRequest<P, A> request) {
    request.cameBack();
    returned.addFirst(request);
    waiting.put(request.reservation(), request);
    shares.add(request.reservation());
  }

  /** Takes a request out; whether it was waiting. */
  boolean remove(InferenceRequest<P, A> request) {
    if (waiting.remove(request.reservation()) == null) {
      return false;
    }
    shares.remove(request.reservation());
    if (request.isReturned()) {
      returned.remove(request);
    } else {
      orders.get(request.priority()).remove(request);
      uncount(request.reservation());
    }
    return true;
  }

  /** Raises what is kept or waits to a higher class, where it takes its client's turns. */
  void promote(Reservation reservation, Priority higher) {
    InferenceRequest<P, A> request = waiting.get(reservation);
    if (request != null && !request.isReturned()) {
      remove(request);
      reservation.promote(higher);
      add(request);
    } else if (request != null) {
      shares.remove(reservation);
      reservation.promote(higher);
      shares.add(reservation);
    } else if (vacate(reservation)) {
      reservation.promote(higher);
      keep(reservation);
    }
  }

  /** Takes out the requests whose deadline has passed, the earliest first. */
  List<InferenceRequest<P, A>> removeOverdue(long nowNanos) {
    List<InferenceRequest<P, A>> overdue = new ArrayList<>(0);
    while (!waiting.isEmpty() && waiting.firstEntry().getValue().isOverdue(nowNanos)) {
      InferenceRequest<P, A> request = waiting.firstEntry().getValue();
      remove(request);
      overdue.add(request);
    }
    return overdue;
  }

  /** The request whose turn it is, of those that are not passed over; null if there is none. */
  InferenceRequest<P, A> leading(PassedOver passed) {
    for (InferenceRequest<P, A> request : returned) {
      if (!passed.has(request)) {
        return request;
      }
    }
    FairOrder<P, A> turn = turn();
    InferenceRequest<P, A> leading = turn.leading(passed);
    return leading == null ? other(turn).leading(passed) : leading;
  }

  /**
   * How many requests may share a batch with a leading one, itself included; of those that are due
   * from some time on it counts {@code most} at most.
   */
  int joinable(InferenceRequest<P, A> leading, PassedOver passed, int most) {
    if (leading.isReturned()) {
      return (int)
          returned.stream()
              .filter(request -> joins(request, leading) && !passed.has(request))
              .count();
    }
    Bucket bucket = leading.bucket();
    OptionalLong earliest = passed.earliest(bucket);
    return earliest.isEmpty()
        ? orders.get(leading.priority()).size(bucket)
        : dueFrom(leading, earliest.getAsLong(), most);
  }

  /**
   * How many requests in the turns of a leading one's class and bucket are due no earlier than a
   * time; counts up to {@code most}.
   */
  int dueFrom(InferenceRequest<P, A> leading, long earliestNanos, int most) {
    return leading.isReturned()
        ? 0
        : orders.get(leading.priority()).dueFrom(leading.bucket(), earliestNanos, most);
  }

  /**
   * Takes a batch out: up to {@code size} requests that may run with a leading one, turn by turn.
   *
   * @param earliest those that are due before are left; empty if none are
   */
  List<InferenceRequest<P, A>> take(
      InferenceRequest<P, A> leading, int size, OptionalLong earliest, long nowNanos) {
    List<InferenceRequest<P, A>> taken =
        leading.isReturned()
            ? takeReturned(leading, size, earliest)
            : takeInTurn(leading, size, earliest);
    for (InferenceRequest<P, A> request : taken) {
      request.taken(nowNanos);
      waiting.remove(request.reservation());
      shares.remove(request.reservation());
    }
    return taken;
  }

  private List<InferenceRequest<P, A>> takeInTurn(
      InferenceRequest<P, A> leading, int size, OptionalLong earliest) {
    boolean bulk = leading.priority() == Priority.BULK;
    sinceBulk = bulk ? 0 : Math.min(sinceBulk + 1, bulkShare);
    List<InferenceRequest<P, A>> taken =
        orders.get(leading.priority()).take(leading.bucket(), size, earliest);
    taken.forEach(request -> uncount(request.reservation()));
    return taken;
  }

  private List<InferenceRequest<P, A>> takeReturned(
      InferenceRequest<P, A> leading, int size, OptionalLong earliest) {
    List<InferenceRequest<P, A>> taken = new ArrayList<>();
    Iterator<InferenceRequest<P, A>> each = returned.iterator();
    while (each.hasNext() && taken.size() < size) {
      InferenceRequest<P, A> request = each.next();
      boolean late = earliest.isPresent() && request.deadlineNanos() - earliest.getAsLong() < 0;
      if (joins(request, leading) && !late) {
        taken.add(request);
        each.remove();
      }
    }
    return taken;
  }

  /** Whether a returned request may be in the batch of the first; a suspect one runs alone. */
  private static boolean joins(InferenceRequest<?, ?> request, InferenceRequest<?, ?> first) {
    boolean unsuspected = first.losses() <= 1 && request.losses() <= 1;
    return request == first || unsuspected && request.bucket().equals(first.bucket());
  }

  /** The class whose turn it is. */
  private FairOrder<P, A> turn() {
    FairOrder<P, A> interactive = orders.get(Priority.INTERACTIVE);
    FairOrder<P, A> bulk = orders.get(Priority.BULK);
    boolean lower = interactive.size() == 0 || bulk.size() > 0 && sinceBulk >= bulkShare - 1;
    return lower ? bulk : interactive;
  }

  private FairOrder<P, A> other(FairOrder<P, A> one) {
    FairOrder<P, A> interactive = orders.get(Priority.INTERACTIVE);
    return one == interactive ? orders.get(Priority.BULK) : interactive;
  }
}
