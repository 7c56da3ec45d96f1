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
 * The waiting requests of one priority class, and whose turn it is. Clients share the devices by
 * fair queueing: each has a virtual time that its served cost advances, and the one that has had
 * least goes first. One that comes back starts at the time of all, which every served cost advances
 * by the share that each waiting client had of it, so that nobody who comes again and again keeps
 * those out who stay. Among equals, and within a client, the earliest deadline goes first. Every
 * operation takes time logarithmic in the requests. Not thread-safe.
 */
final class FairOrder<P, A> {

  private final Map<String, Line> lines = new HashMap<>();
  private final NavigableSet<Line> turns =
      new TreeSet<>(
          Comparator.<Line>comparingDouble(line -> line.virtualTime)
              .thenComparing(line -> line.requests.first(), InferenceRequest.BY_DEADLINE));
  private final Map<Bucket, Waiting> buckets = new HashMap<>();
  private double virtualTime;
  private int size;

  /** The requests of one client. */
  private final class Line {
    private double virtualTime;
    private final NavigableSet<InferenceRequest<P, A>> requests =
        new TreeSet<>(InferenceRequest.BY_DEADLINE);
    private final Map<Bucket, NavigableMap<Due, InferenceRequest<P, A>>> byBucket = new HashMap<>();
  }

  /** The requests of one bucket. */
  private final class Waiting {
    private final NavigableSet<Line> turns;
    private final NavigableSet<InferenceRequest<P, A>> byDeadline =
        new TreeSet<>(InferenceRequest.BY_DEADLINE);
    private final Bucket bucket;

    Waiting(Bucket bucket) {
      this.bucket = bucket;
      turns =
          new TreeSet<>(
              Comparator.<Line>comparingDouble(line -> line.virtualTime)
                  .thenComparing(line -> line.byBucket.get(bucket).firstKey()));
    }

    /** The first request of a line that is due no earlier; null if it has none. */
    private InferenceRequest<P, A> first(Line line, OptionalLong earliest) {
      NavigableMap<Due, InferenceRequest<P, A>> requests = line.byBucket.get(bucket);
      Map.Entry<Due, InferenceRequest<P, A>> first =
          earliest.isEmpty()
              ? requests.firstEntry()
              : requests.ceilingEntry(Due.from(earliest.getAsLong()));
      return first == null ? null : first.getValue();
    }

    /** The first line after another one, or of all, that has a request due no earlier; or null. */
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

  void add(InferenceRequest<P, A> request) {
    Line line = lines.get(request.client());
    if (line == null) {
      line = new Line();
      line.virtualTime = virtualTime;
      lines.put(request.client(), line);
    } else {
      leave(line);
    }
    line.requests.add(request);
    line.byBucket
        .computeIfAbsent(request.bucket(), b -> new TreeMap<>())
        .put(request.reservation().due(), request);
    buckets.computeIfAbsent(request.bucket(), Waiting::new).byDeadline.add(request);
    size++;
    enter(line);
  }

  /** Takes a request out, if it is here. */
  boolean remove(InferenceRequest<P, A> request) {
    Line line = lines.get(request.client());
    if (line == null || !line.requests.contains(request)) {
      return false;
    }
    leave(line);
    drop(line, request);
    enter(line);
    return true;
  }

  /** The request whose turn it is, of those that are not passed over; null if there is none. */
  InferenceRequest<P, A> leading(PassedOver passed) {
    if (passed.isEmpty()) {
      return turns.isEmpty() ? null : turns.first().requests.first();
    }
    Line next = null;
    InferenceRequest<P, A> leading = null;
    for (Map.Entry<Bucket, Waiting> each : buckets.entrySet()) {
      OptionalLong earliest = passed.earliest(each.getKey());
      Line line = passed.isWhole(each.getKey()) ? null : each.getValue().turn(null, earliest);
      if (line != null) {
        InferenceRequest<P, A> first = each.getValue().first(line, earliest);
        if (next == null || isBefore(line, first, next, leading)) {
          next = line;
          leading = first;
        }
      }
    }
    return leading;
  }

  private boolean isBefore(
      Line line, InferenceRequest<P, A> request, Line other, InferenceRequest<P, A> its) {
    int sooner = Double.compare(line.virtualTime, other.virtualTime);
    return sooner != 0 ? sooner < 0 : InferenceRequest.BY_DEADLINE.compare(request, its) < 0;
  }

  /** How many requests of a bucket are due no earlier than a time; counts up to {@code most}. */
  int dueFrom(Bucket bucket, long earliestNanos, int most) {
    Waiting waiting = buckets.get(bucket);
    if (waiting == null) {
      return 0;
    }
    int count = 0;
    for (InferenceRequest<P, A> request : waiting.byDeadline.descendingSet()) {
      if (count == most || request.deadlineNanos() - earliestNanos < 0) {
        break;
      }
      count++;
    }
    return count;
  }

  /**
   * Takes up to {@code most} requests of a bucket, turn by turn; with the leading request's bucket,
   * that one first.
   *
   * @param earliest requests that are due before are left; empty if there are none such
   */
  List<InferenceRequest<P, A>> take(Bucket bucket, int most, OptionalLong earliest) {
    List<InferenceRequest<P, A>> taken = new ArrayList<>();
    Line left = null;
    while (taken.size() < most && size(bucket) > 0) {
      Waiting waiting = buckets.get(bucket);
      Line line = waiting.turn(left, earliest);
      if (line == null) {
        break;
      }
      // lines before this one have nothing to take and keep their reservations
      left = waiting.turns.lower(line);
      InferenceRequest<P, A> request = waiting.first(line, earliest);
      double share = (double) bucket.cost() / lines.size();
      leave(line);
      drop(line, request);
      virtualTime = Math.max(virtualTime, line.virtualTime) + share;
      line.virtualTime += bucket.cost();
      enter(line);
      taken.add(request);
    }
    return taken;
  }

  private void drop(Line line, InferenceRequest<P, A> request) {
    line.requests.remove(request);
    NavigableMap<Due, InferenceRequest<P, A>> ofBucket = line.byBucket.get(request.bucket());
    ofBucket.remove(request.reservation().due());
    if (ofBucket.isEmpty()) {
      line.byBucket.remove(request.bucket());
    }
    Waiting waiting = buckets.get(request.bucket());
    waiting.byDeadline.remove(request);
    if (waiting.byDeadline.isEmpty()) {
      buckets.remove(request.bucket());
    }
    size--;
    if (line.requests.isEmpty()) {
      lines.remove(request.client());
    }
  }

  /** Takes a line out of the sets that its content orders, so that it may change. */
  private void leave(Line line) {
    turns.remove(line);
    line.byBucket.keySet().forEach(bucket -> buckets.get(bucket).turns.remove(line));
  }

  private void enter(Line line) {
    if (!line.requests.isEmpty()) {
      turns.add(line);
      line.byBucket.keySet().forEach(bucket -> buckets.get(bucket).turns.add(line));
    }
  }
}
