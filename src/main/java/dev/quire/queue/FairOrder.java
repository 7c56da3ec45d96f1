package dev.quire.queue;

import dev.quire.batch.Bucket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
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
    private final Map<Bucket, NavigableSet<Ticket<P, A>>> byBucket = new HashMap<>();
  }

  /** The tickets of one bucket. */
  private final class Waiting {
    private final NavigableSet<Line> turns;
    private int size;

    Waiting(Bucket bucket) {
      turns =
          new TreeSet<>(
              Comparator.<Line>comparingDouble(line -> line.virtualTime)
                  .thenComparing(line -> line.byBucket.get(bucket).first(), Ticket.BY_DEADLINE));
    }
  }

  int size() {
    return size;
  }

  /** How many clients have a ticket here. */
  int clients() {
    return lines.size();
  }

  /** How many tickets of a client wait. */
  int size(String client) {
    Line line = lines.get(client);
    return line == null ? 0 : line.tickets.size();
  }

  int size(Bucket bucket) {
    Waiting waiting = buckets.get(bucket);
    return waiting == null ? 0 : waiting.size;
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
        .computeIfAbsent(ticket.bucket(), b -> new TreeSet<>(Ticket.BY_DEADLINE))
        .add(ticket);
    buckets.computeIfAbsent(ticket.bucket(), Waiting::new).size++;
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

  /** The ticket whose turn it is; there must be one. */
  Ticket<P, A> leading() {
    return turns.first().tickets.first();
  }

  /**
   * Takes up to {@code most} tickets of a bucket, turn by turn; with the leading ticket's bucket,
   * that one first.
   */
  List<Ticket<P, A>> take(Bucket bucket, int most) {
    List<Ticket<P, A>> taken = new ArrayList<>();
    while (taken.size() < most && size(bucket) > 0) {
      Line line = buckets.get(bucket).turns.first();
      Ticket<P, A> ticket = line.byBucket.get(bucket).first();
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
    NavigableSet<Ticket<P, A>> ofBucket = line.byBucket.get(ticket.bucket());
    ofBucket.remove(ticket);
    if (ofBucket.isEmpty()) {
      line.byBucket.remove(ticket.bucket());
    }
    Waiting waiting = buckets.get(ticket.bucket());
    if (--waiting.size == 0) {
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
