package dev.quire.queue;

import dev.quire.batch.Bucket;
import java.time.Duration;
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
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * What has been admitted and is not with a worker, and in which order it is served: tickets that
 * came back from a device first, then the classes of {@link Priority}, each in its {@link
 * FairOrder}; and the places kept for items that are still being prepared. Not thread-safe.
 */
final class Backlog<P, A> {

  private final Map<Priority, FairOrder<P, A>> orders = new EnumMap<>(Priority.class);
  private final Map<Priority, DeadlineCounts> deadlines = new EnumMap<>(Priority.class);
  private final Deque<Ticket<P, A>> returned = new ArrayDeque<>();

  /** Everything that waits, in the orders and among the returned. */
  private final NavigableSet<Ticket<P, A>> waiting = new TreeSet<>(Ticket.BY_DEADLINE);

  private final Places places = new Places();
  private final int bulkShare;
  private long bytes;
  private int sinceBulk;

  /**
   * @param timeout longest time that a ticket may ask for
   * @param bulkShare while both classes wait, one batch of so many is for the lower one
   */
  Backlog(Duration timeout, int bulkShare) {
    this.bulkShare = bulkShare;
    for (Priority priority : Priority.values()) {
      orders.put(priority, new FairOrder<>());
      deadlines.put(priority, new DeadlineCounts(timeout.toNanos()));
    }
  }

  /** How many tickets wait and places are kept. */
  int size() {
    return waiting.size() + places.size();
  }

  /** How many places are kept. */
  int preparing() {
    return places.size();
  }

  /** What all of it holds. */
  long bytes() {
    return bytes;
  }

  /** The tickets that wait: a view, by deadline. */
  Collection<Ticket<P, A>> waiting() {
    return Collections.unmodifiableCollection(waiting);
  }

  /** How many clients have a ticket that waits, counted in each class. */
  int clients() {
    return orders.values().stream().mapToInt(FairOrder::clients).sum();
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
    return orders.get(place.priority()).size(place.client())
        + places.size(place.priority(), place.client());
  }

  /** How many other clients have a ticket in a place's class. */
  int otherClients(Place place) {
    FairOrder<P, A> order = orders.get(place.priority());
    return order.clients() - (order.size(place.client()) > 0 ? 1 : 0);
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
    long earliest = waiting.first().deadlineNanos();
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
    bytes += place.bytes();
    deadlines.get(place.priority()).add(place.deadlineNanos());
  }

  /** Gives a place up; whether it was still kept. */
  boolean vacate(Place place) {
    if (!places.remove(place)) {
      return false;
    }
    bytes -= place.bytes();
    deadlines.get(place.priority()).remove(place.deadlineNanos());
    return true;
  }

  void vacateAll() {
    while (places.size() > 0) {
      vacate(places.first());
    }
  }

  /** Adds a ticket at its client's turn. */
  void add(Ticket<P, A> ticket) {
    bytes += ticket.bytes();
    waiting.add(ticket);
    orders.get(ticket.priority()).add(ticket);
    deadlines.get(ticket.priority()).add(ticket.deadlineNanos());
  }

  /** Adds a ticket that came back before all others. */
  void addFirst(Ticket<P, A> ticket) {
    ticket.cameBack();
    returned.addFirst(ticket);
    waiting.add(ticket);
    bytes += ticket.bytes();
  }

  /** Takes a ticket out; whether it was waiting. */
  boolean remove(Ticket<P, A> ticket) {
    if (!waiting.remove(ticket)) {
      return false;
    }
    bytes -= ticket.bytes();
    if (orders.get(ticket.priority()).remove(ticket)) {
      deadlines.get(ticket.priority()).remove(ticket.deadlineNanos());
    } else {
      returned.remove(ticket);
    }
    return true;
  }

  /** Takes out the tickets whose deadline has passed, the earliest first. */
  List<Ticket<P, A>> removeOverdue(long nowNanos) {
    List<Ticket<P, A>> overdue = new ArrayList<>(0);
    while (!waiting.isEmpty() && waiting.first().isOverdue(nowNanos)) {
      Ticket<P, A> ticket = waiting.first();
      remove(ticket);
      overdue.add(ticket);
    }
    return overdue;
  }

  /** The ticket whose turn it is; one must wait. */
  Ticket<P, A> leading() {
    return returned.isEmpty() ? turn().leading() : returned.peekFirst();
  }

  /** How many tickets may share a batch with the leading one, itself included; one must wait. */
  int joinable() {
    return returned.isEmpty()
        ? turn().size(leading().bucket())
        : (int) returned.stream().filter(ticket -> joins(ticket, returned.peekFirst())).count();
  }

  /** Takes a batch out: the leading ticket and up to {@code size - 1} that may join it. */
  List<Ticket<P, A>> take(int size, long nowNanos) {
    List<Ticket<P, A>> taken = returned.isEmpty() ? takeInTurn(size) : takeReturned(size);
    for (Ticket<P, A> ticket : taken) {
      ticket.taken(nowNanos);
      waiting.remove(ticket);
      bytes -= ticket.bytes();
    }
    return taken;
  }

  private List<Ticket<P, A>> takeInTurn(int size) {
    FairOrder<P, A> order = turn();
    boolean bulk = order == orders.get(Priority.BULK);
    sinceBulk = bulk ? 0 : Math.min(sinceBulk + 1, bulkShare);
    List<Ticket<P, A>> taken = order.take(order.leading().bucket(), size);
    taken.forEach(ticket -> deadlines.get(ticket.priority()).remove(ticket.deadlineNanos()));
    return taken;
  }

  private List<Ticket<P, A>> takeReturned(int size) {
    Ticket<P, A> leading = returned.peekFirst();
    List<Ticket<P, A>> taken = new ArrayList<>();
    Iterator<Ticket<P, A>> each = returned.iterator();
    while (each.hasNext() && taken.size() < size) {
      Ticket<P, A> ticket = each.next();
      if (joins(ticket, leading)) {
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

  /** The class whose turn it is; something must wait in one. */
  private FairOrder<P, A> turn() {
    FairOrder<P, A> interactive = orders.get(Priority.INTERACTIVE);
    FairOrder<P, A> bulk = orders.get(Priority.BULK);
    boolean lower = interactive.size() == 0 || bulk.size() > 0 && sinceBulk >= bulkShare - 1;
    return lower ? bulk : interactive;
  }
}
