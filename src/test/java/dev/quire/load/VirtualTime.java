package dev.quire.load;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes only from one thing to the next. */
final class VirtualTime implements Timeline {

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::nanos).thenComparingLong(Event::order));
  private long now = 1_000;
  private long order;

  private record Event(long nanos, long order, Runnable task) {}

  @Override
  public long now() {
    return now;
  }

  @Override
  public void at(long nanos, Runnable task) {
    events.add(new Event(Math.max(nanos, now), order++, task));
  }

  /** Time passes and nothing happens that was to. */
  void skip(long nanos) {
    now += nanos;
  }

  /** Until nothing is left to happen. */
  void pass() {
    while (!events.isEmpty()) {
      Event next = events.remove();
      now = Math.max(now, next.nanos());
      next.task().run();
    }
  }
}
