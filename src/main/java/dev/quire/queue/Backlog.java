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
 * What has been admitted and is not with a worker, and in which order it is served: tickets that
 * came back from a device first, then the classes of {@link Priority}, each in its {@link
 * FairOrder}; and the places kept for items that are still being prepared. Not thread-safe.
 */
final class Backlog<P, A> {

  private final Map<Priority, FairOrder<P, A>> orders = new EnumMap<>(Priority.class);
  private final Map<Priority, DeadlineCounts> deadlines = new EnumMap<>(Priority.class);

  /** Whose the tickets in the orders and the places are. */
  private final Map<Priority, Counts<String>> clients = new EnumMap<>(Priority.class);

  private final Deque<Ticket<P, A>> returned = new ArrayDeque<>();

  /** Everything that waits, in the orders and among the returned. */
  private final NavigableMap<Place, Ticket<P, A>> waiting = new TreeMap<>(Place.BY_DEADLINE);

  private final Places places = new Places();

  /** The places that are kept, and those of the tickets that wait. */
  private final FairShare<Place> shares;

  private final int bulkShare;
  private int sinceBulk;

  /**
   * @param limits the bounds
   * @param bulkShare while both classes wait, one batch of so many is for the lower one
   */
  Backlog(QueueLimits limits, int bulkShare) {
    this.bulkShare = bulkShare;
    this.shares = new FairShare<>(limits.tickets(), limits.bytes(), Place.BY_DEADLINE);
    for (Priority priority : Priority.values()) {
      orders.put(priority, new FairOrder<>());
      deadlines.put(priority, new DeadlineCounts(limits.timeout().toNanos()));
      clients.put(priority, new Counts<>());
    }
  }

  /** How many tickets wait and places are kept. */
  int size() {
    return shares.size();
  }

  /** What has to go for one more; see {@link FairShare#makeRoom}. */
  Optional<List<Place>> makeRoom(Place newcomer) {
    return shares.makeRoom(newcomer);
  }

  /** How many places are kept. */
  int preparing() {
    return places.size();
  }

  /** What all of it holds. */
  long bytes() {
    return shares.bytes();
  }

  /** The tickets that wait: a view, by deadline. */
  Collection<Ticket<P, A>> waiting() {
    return Collections.unmodifiableCollection(waiting.values());
  }

  /** How many clients have a ticket that waits or a place, counted in each class. */
  int clients() {
    return clients.values().stream().mapToInt(Counts::kinds).sum();
  }

  /** How many tickets wait that came back from a device. */
  int returned() {
    return returned.size();
  }

  /** How much there is of a class, but for what came back. */
  int size(Priority priority) {
    return orders.get(priority).size() + places.size(priority);
  }

  /** How much there is of a place's class and client, but for what came back. */
  int ofItsClient(Place place) {
    return clients.get(place.priority()).of(place.client());
  }

  /** How many other clients have a ticket or a place in a place's class. */
  int otherClients(Place place) {
    Counts<String> counts = clients.get(place.priority());
    return counts.kinds() - (counts.of(place.client()) > 0 ? 1 : 0);
  }

  /** How much of a place's class is due no later than it, but for what came back. */
  int dueBy(Place place) {
    return size() == 0
        ? 0
        : deadlines.get(place.priority()).dueBy(place.deadlineNanos(), earliestNanos());
  }

  private long earliestNanos() {
    if (waiting.isEmpty()) {
      return places.first().deadlineNanos();
    }
    long earliest = waiting.firstKey().deadlineNanos();
    return places.size() == 0
        ? earliest
        : earliest + Math.min(0, places.first().deadlineNanos() - earliest);
  }

  /** How much there is of each bucket. */
  Map<Bucket, Integer> buckets() {
    Map<Bucket, Integer> counts = new HashMap<>(places.buckets());
    orders
        .values()
        .forEach(
            order -> order.buckets().forEach(b -> counts.merge(b, order.size(b), Integer::sum)));
    returned.forEach(ticket -> counts.merge(ticket.bucket(), 1, Integer::sum));
    return counts;
  }

  /** Keeps a place. */
  void keep(Place place) {
    places.add(place);
    shares.add(place);
    count(place);
  }

  /** Gives a place up; whether it was still kept. */
  boolean vacate(Place place) {
    if (!places.remove(place)) {
      return false;
    }
    shares.remove(place);
    uncount(place);
    return true;
  }

  void vacateAll() {
    while (places.size() > 0) {
      vacate(places.first());
    }
  }

  private void count(Place place) {
    deadlines.get(place.priority()).add(place.deadlineNanos());
    clients.get(place.priority()).add(place.client());
  }

  private void uncount(Place place) {
    deadlines.get(place.priority()).remove(place.deadlineNanos());
    clients.get(place.priority()).remove(place.client());
  }

  /** The ticket that waits at a place; null if none does. */
  Ticket<P, A> at(Place place) {
    return waiting.get(place);
  }

  /** Adds a ticket at its client's turn. */
  void add(Ticket<P, A> ticket) {
    waiting.put(ticket.place(), ticket);
    shares.add(ticket.place());
    orders.get(ticket.priority()).add(ticket);
    count(ticket.place());
  }

  /** Adds a ticket that came back before all others. */
  void addFirst(Ticket<P, A> ticket) {
    ticket.cameBack();
    returned.addFirst(ticket);
    waiting.put(ticket.place(), ticket);
    shares.add(ticket.place());
  }

  /** Takes a ticket out; whether it was waiting. */
  boolean remove(Ticket<P, A> ticket) {
    if (waiting.remove(ticket.place()) == null) {
      return false;
    }
    shares.remove(ticket.place());
    if (ticket.isReturned()) {
      returned.remove(ticket);
    } else {
      orders.get(ticket.priority()).remove(ticket);
      uncount(ticket.place());
    }
    return true;
  }

  /** Raises what is kept or waits to a higher class, where it takes its client's turns. */
  void promote(Place place, Priority higher) {
    Ticket<P, A> ticket = waiting.get(place);
    if (ticket != null && !ticket.isReturned()) {
      remove(ticket);
      place.promote(higher);
      add(ticket);
    } else if (ticket != null) {
      shares.remove(place);
      place.promote(higher);
      shares.add(place);
    } else if (vacate(place)) {
      place.promote(higher);
      keep(place);
    }
  }

  /** Takes out the tickets whose deadline has passed, the earliest first. */
  List<Ticket<P, A>> removeOverdue(long nowNanos) {
    List<Ticket<P, A>> overdue = new ArrayList<>(0);
    while (!waiting.isEmpty() && waiting.firstEntry().getValue().isOverdue(nowNanos)) {
      Ticket<P, A> ticket = waiting.firstEntry().getValue();
      remove(ticket);
      overdue.add(ticket);
    }
    return overdue;
  }

  /** The ticket whose turn it is, of those that are not passed over; null if there is none. */
  Ticket<P, A> leading(Passed passed) {
    for (Ticket<P, A> ticket : returned) {
      if (!passed.has(ticket)) {
        return ticket;
      }
    }
    FairOrder<P, A> turn = turn();
    Ticket<P, A> leading = turn.leading(passed);
    return leading == null ? other(turn).leading(passed) : leading;
  }

  /**
   * How many tickets may share a batch with a leading one, itself included; of those that are due
   * from some time on it counts {@code most} at most.
   */
  int joinable(Ticket<P, A> leading, Passed passed, int most) {
    if (leading.isReturned()) {
      return (int)
          returned.stream().filter(ticket -> joins(ticket, leading) && !passed.has(ticket)).count();
    }
    Bucket bucket = leading.bucket();
    OptionalLong earliest = passed.earliest(bucket);
    return earliest.isEmpty()
        ? orders.get(leading.priority()).size(bucket)
        : dueFrom(leading, earliest.getAsLong(), most);
  }

  /**
   * How many tickets in the turns of a leading one's class and bucket are due no earlier than a
   * time; counts up to {@code most}.
   */
  int dueFrom(Ticket<P, A> leading, long earliestNanos, int most) {
    return leading.isReturned()
        ? 0
        : orders.get(leading.priority()).dueFrom(leading.bucket(), earliestNanos, most);
  }

  /**
   * Takes a batch out: up to {@code size} tickets that may run with a leading one, turn by turn.
   *
   * @param earliest those that are due before are left; empty if none are
   */
  List<Ticket<P, A>> take(Ticket<P, A> leading, int size, OptionalLong earliest, long nowNanos) {
    List<Ticket<P, A>> taken =
        leading.isReturned()
            ? takeReturned(leading, size, earliest)
            : takeInTurn(leading, size, earliest);
    for (Ticket<P, A> ticket : taken) {
      ticket.taken(nowNanos);
      waiting.remove(ticket.place());
      shares.remove(ticket.place());
    }
    return taken;
  }

  private List<Ticket<P, A>> takeInTurn(Ticket<P, A> leading, int size, OptionalLong earliest) {
    boolean bulk = leading.priority() == Priority.BULK;
    sinceBulk = bulk ? 0 : Math.min(sinceBulk + 1, bulkShare);
    List<Ticket<P, A>> taken =
        orders.get(leading.priority()).take(leading.bucket(), size, earliest);
    taken.forEach(ticket -> uncount(ticket.place()));
    return taken;
  }

  private List<Ticket<P, A>> takeReturned(Ticket<P, A> leading, int size, OptionalLong earliest) {
    List<Ticket<P, A>> taken = new ArrayList<>();
    Iterator<Ticket<P, A>> each = returned.iterator();
    while (each.hasNext() && taken.size() < size) {
      Ticket<P, A> ticket = each.next();
      boolean late = earliest.isPresent() && ticket.deadlineNanos() - earliest.getAsLong() < 0;
      if (joins(ticket, leading) && !late) {
        taken.add(ticket);
        each.remove();
      }
    }
    return taken;
  }

  /** Whether a returned ticket may be in the batch of the first; a suspect one runs alone. */
  private static boolean joins(Ticket<?, ?> ticket, Ticket<?, ?> first) {
    boolean unsuspected = first.losses() <= 1 && ticket.losses() <= 1;
    return ticket == first || unsuspected && ticket.bucket().equals(first.bucket());
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
