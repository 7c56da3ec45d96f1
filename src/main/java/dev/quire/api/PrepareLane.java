package dev.quire.api;

import dev.quire.queue.Priority;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What waits to be prepared, and whose turn it is: the classes of {@link Priority}, a share for the
 * lower one, and within a class clients in turn, each model's work of a client in a line of its
 * own. Every task has a number of places of its own, which bounds what waits and what is under way;
 * when they are taken, a client below its share takes one from the client that has most. Pure; not
 * thread-safe.
 *
 * @param <W> the work
 */
final class PrepareLane<W extends PrepareLane.Entry> {

  /** While both classes wait, one turn of so many is for the lower one. */
  static final int BULK_SHARE = 8;

  private final int places;
  private final Map<Priority, ClientTurns<Line, W>> turns = new EnumMap<>(Priority.class);
  private final Map<String, Task> tasks = new HashMap<>();
  private int sinceBulk;

  /** Work as the lane sees it. Equal to itself alone. */
  interface Entry {
    CpuWork work();
  }

  /**
   * What became of work that came.
   *
   * @param accepted whether it waits now
   * @param displaced who gave its place up for it; already taken out
   */
  record Entered<W>(boolean accepted, Optional<W> displaced) {}

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

  /** The places of a task that are taken, waiting or under way. */
  private static final class Task {
    private int taken;
    private final Map<String, Integer> clients = new HashMap<>();
    private final Map<Priority, Map<String, Integer>> waiting = new EnumMap<>(Priority.class);

    Task() {
      for (Priority priority : Priority.values()) {
        waiting.put(priority, new HashMap<>());
      }
    }

    int waiting(Priority priority) {
      return waiting.get(priority).values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  /**
   * @param places of each task, at least 1
   */
  PrepareLane(int places) {
    this.places = places;
    for (Priority priority : Priority.values()) {
      turns.put(priority, new ClientTurns<>());
    }
  }

  /** How much waits. */
  int size() {
    return turns.values().stream().mapToInt(ClientTurns::size).sum();
  }

  /** How many places of a task are taken. */
  int taken(String task) {
    Task there = tasks.get(task);
    return there == null ? 0 : there.taken;
  }

  /** Lets work wait, if there is a place for it or one that it may take over. */
  Entered<W> enter(W entry) {
    CpuWork work = entry.work();
    Task task = tasks.computeIfAbsent(work.task(), unseen -> new Task());
    Optional<W> displaced = Optional.empty();
    if (task.taken >= places) {
      displaced = displaced(work, task);
      if (displaced.isEmpty()) {
        return new Entered<>(false, displaced);
      }
      remove(displaced.get());
      task = tasks.computeIfAbsent(work.task(), unseen -> new Task());
    }
    task.taken++;
    task.clients.merge(work.client(), 1, Integer::sum);
    task.waiting.get(work.priority()).merge(work.client(), 1, Integer::sum);
    turns.get(work.priority()).add(Line.of(work), entry);
    return new Entered<>(true, displaced);
  }

  /** Who gives its place up for work that finds none. */
  private Optional<W> displaced(CpuWork work, Task task) {
    if (work.priority() == Priority.INTERACTIVE
        && task.waiting(Priority.BULK) > places / BULK_SHARE) {
      return greediest(task, Priority.BULK).flatMap(client -> last(work, client, Priority.BULK));
    }
    int own = task.clients.getOrDefault(work.client(), 0);
    int clients = task.clients.size() + (own == 0 ? 1 : 0);
    if ((long) own * clients >= places) {
      return Optional.empty();
    }
    return greediest(task, work.priority())
        .filter(client -> task.clients.get(client) > own + 1)
        .flatMap(client -> last(work, client, work.priority()));
  }

  /** Of the clients that have something waiting in a class, the one that has most in all. */
  private static Optional<String> greediest(Task task, Priority priority) {
    return task.waiting.get(priority).keySet().stream()
        .max(
            (a, b) -> {
              int more = Integer.compare(task.clients.get(a), task.clients.get(b));
              return more != 0 ? more : b.compareTo(a);
            });
  }

  private Optional<W> last(CpuWork work, String client, Priority priority) {
    return Optional.ofNullable(turns.get(priority).last(new Line(work.task(), client)));
  }

  /** Takes the work whose turn it is; empty if none waits. It ends with {@link #done}. */
  Optional<Taken<W>> take() {
    if (size() == 0) {
      return Optional.empty();
    }
    ClientTurns<Line, W> interactive = turns.get(Priority.INTERACTIVE);
    ClientTurns<Line, W> bulk = turns.get(Priority.BULK);
    boolean lower = interactive.size() == 0 || bulk.size() > 0 && sinceBulk >= BULK_SHARE - 1;
    sinceBulk = lower ? 0 : Math.min(sinceBulk + 1, BULK_SHARE);
    ClientTurns<Line, W> turn = lower ? bulk : interactive;
    double assumed = turn.meanCost();
    W entry = turn.take();
    forgetWaiting(entry.work());
    return Optional.of(new Taken<>(entry, assumed));
  }

  /**
   * Gives the place of work that was taken back.
   *
   * @param nanos how long it had a processor
   */
  void done(Taken<W> taken, long nanos) {
    CpuWork work = taken.entry().work();
    turns.get(work.priority()).done(Line.of(work), nanos, taken.assumed());
    leave(work);
  }

  /** Takes waiting work out; whether it was there. */
  boolean remove(W entry) {
    CpuWork work = entry.work();
    if (!turns.get(work.priority()).remove(Line.of(work), entry)) {
      return false;
    }
    forgetWaiting(work);
    leave(work);
    return true;
  }

  private void forgetWaiting(CpuWork work) {
    tasks
        .get(work.task())
        .waiting
        .get(work.priority())
        .computeIfPresent(work.client(), PrepareLane::oneLess);
  }

  private void leave(CpuWork work) {
    Task task = tasks.get(work.task());
    task.clients.computeIfPresent(work.client(), PrepareLane::oneLess);
    task.taken--;
    if (task.taken == 0) {
      tasks.remove(work.task());
    }
  }

  private static Integer oneLess(Object key, int count) {
    return count == 1 ? null : count - 1;
  }
}
