package dev.quire.api;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Whose turn it is on the processors, among the work of one class. Lines share them by fair
 * queueing, as clients do the devices: each has a virtual time that its work's cost advances, and
 * the one that has had least goes first; one that comes back starts at the time of all. What work
 * costs is known only when it has been done: at first it is taken to cost as much as the work
 * before it. Within a line the first come is the first served. Not thread-safe.
 *
 * @param <L> what tells the lines apart
 * @param <W> the work
 */
final class ClientTurns<L, W> {

  private static final double NEWEST_WEIGHT = 0.125;

  private final Map<L, Line> lines = new HashMap<>();
  private final NavigableSet<Line> turns =
      new TreeSet<>(
          Comparator.<Line>comparingDouble(line -> line.virtualTime)
              .thenComparingLong(line -> line.number));
  private double virtualTime;
  private double meanCost = 1;
  private long made;
  private int size;

  /** What a line has waiting; it stays while any of it is being done, so that it is charged. */
  private final class Line {
    private final L key;
    private final long number = made++;
    private final Deque<W> waiting = new ArrayDeque<>();
    private double virtualTime = ClientTurns.this.virtualTime;
    private int underWay;

    Line(L key) {
      this.key = key;
    }
  }

  /** How much waits. */
  int size() {
    return size;
  }

  void add(L key, W work) {
    Line line = lines.computeIfAbsent(key, Line::new);
    line.waiting.addLast(work);
    size++;
    if (line.waiting.size() == 1) {
      turns.add(line);
    }
  }

  /** Whether any of what waits may be taken. */
  boolean isReady(Predicate<? super L> may) {
    return turns.stream().anyMatch(line -> may.test(line.key));
  }

  /**
   * Takes the work whose turn it is out; some must be ready. It ends with {@link #done}.
   *
   * @param may whether a line may have more under way now; others keep their turn
   */
  W take(Predicate<? super L> may) {
    Line line = turns.stream().filter(each -> may.test(each.key)).findFirst().orElseThrow();
    turns.remove(line);
    W work = line.waiting.pollFirst();
    size--;
    virtualTime = Math.max(virtualTime, line.virtualTime) + meanCost / lines.size();
    line.virtualTime += meanCost;
    line.underWay++;
    if (!line.waiting.isEmpty()) {
      turns.add(line);
    }
    return work;
  }

  /**
   * Work that was taken has ended.
   *
   * @param cost the line pays instead of what it was taken to cost when it was taken
   * @param assumed by {@link #meanCost} when it was taken
   */
  void done(L key, double cost, double assumed) {
    meanCost += NEWEST_WEIGHT * (Math.max(1, cost) - meanCost);
    Line line = lines.get(key);
    boolean waits = turns.remove(line);
    line.virtualTime += cost - assumed;
    line.underWay--;
    if (waits) {
      turns.add(line);
    }
    dropIfIdle(key, line);
  }

  /** What the next work is taken to cost, above 0. */
  double meanCost() {
    return meanCost;
  }

  /** Takes waiting work out; whether it was there. */
  boolean remove(L key, W work) {
    Line line = lines.get(key);
    if (line == null || !line.waiting.removeLastOccurrence(work)) {
      return false;
    }
    size--;
    if (line.waiting.isEmpty()) {
      turns.remove(line);
      dropIfIdle(key, line);
    }
    return true;
  }

  /** The last of a line's waiting work; null if it has none. */
  W last(L key) {
    Line line = lines.get(key);
    return line == null ? null : line.waiting.peekLast();
  }

  private void dropIfIdle(L key, Line line) {
    if (line.waiting.isEmpty() && line.underWay == 0) {
      lines.remove(key);
    }
  }
}
