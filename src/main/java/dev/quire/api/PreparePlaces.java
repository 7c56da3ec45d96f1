package dev.quire.api;

import dev.quire.queue.FairShare;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The places in which work waits to be prepared: so many for each task, so that a burst of one does
 * not refuse another's work, and shared by its clients as {@link FairShare} says. Pure; not
 * thread-safe.
 *
 * @param <W> the work
 */
final class PreparePlaces<W extends PreparePlaces.Entry> {

  private final int places;
  private final Map<String, FairShare<W>> tasks = new HashMap<>();

  /** Work that takes one place; what its bytes take is counted elsewhere. */
  interface Entry extends FairShare.Item {

    String task();

    /** Unique, in the order in which work came. */
    long number();

    @Override
    default long bytes() {
      return 0;
    }
  }

  /**
   * @param places of each task, at least 1
   */
  PreparePlaces(int places) {
    this.places = places;
  }

  /**
   * Gives work a place.
   *
   * @return whose places were taken for it; empty if it has to be refused
   */
  Optional<List<W>> enter(W entry) {
    FairShare<W> task = tasks.computeIfAbsent(entry.task(), unseen -> share());
    Optional<List<W>> displaced = task.makeRoom(entry);
    displaced.ifPresent(
        others -> {
          others.forEach(task::remove);
          task.add(entry);
        });
    return displaced;
  }

  private FairShare<W> share() {
    return new FairShare<>(places, Long.MAX_VALUE, Comparator.comparingLong(Entry::number));
  }

  /** Gives a place back, if the work has it still. */
  void leave(W entry) {
    FairShare<W> task = tasks.get(entry.task());
    if (task != null && task.remove(entry) && task.size() == 0) {
      tasks.remove(entry.task());
    }
  }

  /** How many places of a task are taken. */
  int taken(String task) {
    FairShare<W> share = tasks.get(task);
    return share == null ? 0 : share.size();
  }
}
