package dev.quire.queue;

import dev.quire.batch.Bucket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The waiting tickets of one priority class, and whose turn it is. Clients share the devices by
 * fair queueing: each has a virtual time that its served cost advances, and the one that has had
 * least goes first. One that comes back starts at the time of all, which every served cost advances
 * by the share that each waiting client had of it, so that nobody who comes again and again keeps
 * those out who stay. Among equals, and within a client, the earliest deadline goes first. Every
 * operation takes time logarithmic in the tickets. Not thread-safe.
 */
final class FairOrder<P, A> {

  private final Map<String, Line> lines = new HashMap<>();
  private final NavigableSet<Line> turns =
      new TreeSet<>(
          Comparator.<Line>comparingDouble(line -> line.virtualTime)
              .thenComparing(line -> line.tickets.first(), Ticket.BY_DEADLINE));
  private final Map<Bucket, Waiting> buckets = new HashMap<>();
  private double virtualTime;
  private int size;

  /** The tickets of one client. */
  private final class Line {
    private double virtualTime;
    private final NavigableSet<Ticket<P, A>> tickets = new TreeSet<>(Ticket.BY_DEADLINE);
    private final Map<Bucket, NavigableMap<Due, Ticket<P, A>>> byBucket = new HashMap<>();
  }

  /** The tickets of one bucket. */
  private final class Waiting {
    private final NavigableSet<Line> turns;
    private final NavigableSet<Ticket<P, A>> byDeadline = new TreeSet<>(Ticket.BY_DEADLINE);
    private final Bucket bucket;

    Waiting(Bucket bucket) {
      this.bucket = bucket;
      turns =
          new TreeSet<>(
              Comparator.<Line>comparingDouble(line -> line.virtualTime)
                  .thenComparing(line -> line.byBucket.get(bucket).firstKey()));
    }

    /** The first ticket of a line that is due no earlier; null if it has none. */
    private Ticket<P, A> first(Line line, OptionalLong earliest) {
      NavigableMap<Due, Ticket<P, A>> tickets = line.byBucket.get(bucket);
      Map.Entry<Due, Ticket<P, A>> first =
          earliest.isEmpty()
              ? tickets.firstEntry()
              : tickets.ceilingEntry(Due.from(earliest.getAsLong()));
      return first == null ? null : first.getValue();
    }

    /** The first line after another one, or of all, that has a ticket due no earlier; or null. */
    private Line turn(Line after, OptionalLong earliest) {
      Line line = after == null ? first(turns) : turns.higher(after);
      while (line != null && first(line, earliest) == null) {
        line = turns.higher(line);
      }
      return line;
    }

    private static <T> T first(NavigableSet<T> set) {
      return set.isEmpty() ? null : set.first();
    }
  }

  int size() {
    return size;
  }

  int size(Bucket bucket) {
    Waiting waiting = buckets.get(bucket);
    return waiting == null ? 0 : waiting.byDeadline.size();
  }

  Iterable<Bucket> buckets() {
    return buckets.keySet();
  }

  void add(Ticket<P, A> ticket) {
    Line line = lines.get(ticket.client());
    if (line == null) {
      line = new Line();
      line.virtualTime = virtualTime;
      lines.put(ticket.client(), line);
    } else {
      leave(line);
    }
    line.tickets.add(ticket);
    line.byBucket
        .computeIfAbsent(ticket.bucket(), b -> new TreeMap<>())
        .put(ticket.place().due(), ticket);
    buckets.computeIfAbsent(ticket.bucket(), Waiting::new).byDeadline.add(ticket);
    size++;
    enter(line);
  }

  /** Takes a ticket out, if it is here. */
  boolean remove(Ticket<P, A> ticket) {
    Line line = lines.get(ticket.client());
    if (line == null || !line.tickets.contains(ticket)) {
      return false;
    }
    leave(line);
    drop(line, ticket);
    enter(line);
    return true;
  }

  /** The ticket whose turn it is, of those that are not passed over; null if there is none. */
  Ticket<P, A> leading(Passed passed) {
    if (passed.isEmpty()) {
      return turns.isEmpty() ? null : turns.first().tickets.first();
    }
    Line next = null;
    Ticket<P, A> leading = null;
    for (Map.Entry<Bucket, Waiting> each : buckets.entrySet()) {
      OptionalLong earliest = passed.earliest(each.getKey());
      Line line = passed.isWhole(each.getKey()) ? null : each.getValue().turn(null, earliest);
      if (line != null) {
        Ticket<P, A> first = each.getValue().first(line, earliest);
        if (next == null || isBefore(line, first, next, leading)) {
          next = line;
          leading = first;
        }
      }
    }
    return leading;
  }

  private boolean isBefore(Line line, Ticket<P, A> ticket, Line other, Ticket<P, A> its) {
    int sooner = Double.compare(line.virtualTime, other.virtualTime);
    return sooner != 0 ? sooner < 0 : Ticket.BY_DEADLINE.compare(ticket, its) < 0;
  }

  /** How many tickets of a bucket are due no earlier than a time; counts up to {@code most}. */
  int dueFrom(Bucket bucket, long earliestNanos, int most) {
    Waiting waiting = buckets.get(bucket);
    if (waiting == null) {
      return 0;
    }
    int count = 0;
    for (Ticket<P, A> ticket : waiting.byDeadline.descendingSet()) {
      if (count == most || ticket.deadlineNanos() - earliestNanos < 0) {
        break;
      }
      count++;
    }
    return count;
  }

  /**
   * Takes up to {@code most} tickets of a bucket, turn by turn; with the leading ticket's bucket,
   * that one first.
   *
   * @param earliest tickets that are due before are left; empty if there are none such
   */
  List<Ticket<P, A>> take(Bucket bucket, int most, OptionalLong earliest) {
    List<Ticket<P, A>> taken = new ArrayList<>();
    Line left = null;
    while (taken.size() < most && size(bucket) > 0) {
      Waiting waiting = buckets.get(bucket);
      Line line = waiting.turn(left, earliest);
      if (line == null) {
        break;
      }
      // lines before this one have nothing to take and keep their places
      left = waiting.turns.lower(line);
      Ticket<P, A> ticket = waiting.first(line, earliest);
      double share = (double) bucket.cost() / lines.size();
      leave(line);
      drop(line, ticket);
      virtualTime = Math.max(virtualTime, line.virtualTime) + share;
      line.virtualTime += bucket.cost();
      enter(line);
      taken.add(ticket);
    }
    return taken;
  }

  private void drop(Line line, Ticket<P, A> ticket) {
    line.tickets.remove(ticket);
    NavigableMap<Due, Ticket<P, A>> ofBucket = line.byBucket.get(ticket.bucket());
    ofBucket.remove(ticket.place().due());
    if (ofBucket.isEmpty()) {
      line.byBucket.remove(ticket.bucket());
    }
    Waiting waiting = buckets.get(ticket.bucket());
    waiting.byDeadline.remove(ticket);
    if (waiting.byDeadline.isEmpty()) {
      buckets.remove(ticket.bucket());
    }
    size--;
    if (line.tickets.isEmpty()) {
      lines.remove(ticket.client());
    }
  }

  /** Takes a line out of the sets that its content orders, so that it may change. */
  private void leave(Line line) {
    turns.remove(line);
    line.byBucket.keySet().forEach(bucket -> buckets.get(bucket).turns.remove(line));
  }

  private void enter(Line line) {
    if (!line.tickets.isEmpty()) {
      turns.add(line);
      line.byBucket.keySet().forEach(bucket -> buckets.get(bucket).turns.add(line));
    }
  }
}
