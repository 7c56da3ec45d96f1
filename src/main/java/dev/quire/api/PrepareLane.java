package dev.quire.api;

import dev.quire.queue.Priority;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whose turn it is among what waits to be prepared: the classes of {@link Priority}, a share for
 * the lower one, and within a class clients in turn, each model's work of a client in a line of its
 * own. A client never has more under way than it may, whatever its class. Pure; not thread-safe.
 *
 * @param <W> the work
 */
final class PrepareLane<W extends PrepareLane.Entry> {

  /** While both classes wait, one turn of so many is for the lower one. */
  static final int BULK_SHARE = 8;

  private final Map<Priority, ClientTurns<Line, W>> turns = new EnumMap<>(Priority.class);
  private final Map<String, Integer> underWay = new HashMap<>();
  private final int mostOfClient;
  private int sinceBulk;

  /** Work as the lane sees it. Equal to itself alone. */
  interface Entry {
    CpuWork work();
  }

  /**
   * Work that is under way.
   *
   * @param assumed what it is taken to cost until it is known
   */
  record Taken<W>(W entry, double assumed) {}

  private record Line(String task, String client) {

    static Line of(CpuWork work) {
      return new Line(work.task(), work.client());
    }
  }

  /**
   * @param mostOfClient how much a client may have under way at a time, at least 1
   */
  PrepareLane(int mostOfClient) {
    this.mostOfClient = mostOfClient;
    for (Priority priority : Priority.values()) {
      turns.put(priority, new ClientTurns<>());
    }
  }

  /** How much waits. */
  int size() {
    return turns.values().stream().mapToInt(ClientTurns::size).sum();
  }

  /** Whether any of what waits may be taken now. */
  boolean isReady() {
    return turns.values().stream().anyMatch(each -> each.isReady(this::mayHaveMore));
  }

  /** Lets work wait. */
  void add(W entry) {
    CpuWork work = entry.work();
    turns.get(work.priority()).add(Line.of(work), entry);
  }

  /**
   * Takes the work whose turn it is; empty if none waits, or if those it waits for have all they
   * may have under way. It ends with {@link #done}.
   */
  Optional<Taken<W>> take() {
    ClientTurns<Line, W> interactive = turns.get(Priority.INTERACTIVE);
    ClientTurns<Line, W> bulk = turns.get(Priority.BULK);
    boolean upperReady = interactive.isReady(this::mayHaveMore);
    boolean lowerReady = bulk.isReady(this::mayHaveMore);
    if (!upperReady && !lowerReady) {
      return Optional.empty();
    }
    boolean lower = !upperReady || lowerReady && sinceBulk >= BULK_SHARE - 1;
    sinceBulk = lower ? 0 : Math.min(sinceBulk + 1, BULK_SHARE);
    ClientTurns<Line, W> turn = lower ? bulk : interactive;
    double assumed = turn.meanCost();
    W work = turn.take(this::mayHaveMore);
    underWay.merge(work.work().client(), 1, Integer::sum);
    return Optional.of(new Taken<>(work, assumed));
  }

  private boolean mayHaveMore(Line line) {
    return underWay.getOrDefault(line.client(), 0) < mostOfClient;
  }

  /**
   * Work that was taken has ended.
   *
   * @param nanos how long it had a processor
   */
  void done(Taken<W> taken, long nanos) {
    CpuWork work = taken.entry().work();
    underWay.computeIfPresent(work.client(), (client, count) -> count == 1 ? null : count - 1);
    turns.get(work.priority()).done(Line.of(work), nanos, taken.assumed());
  }

  /** Takes waiting work out; whether it was there. */
  boolean remove(W entry) {
    CpuWork work = entry.work();
    return turns.get(work.priority()).remove(Line.of(work), entry);
  }
}
