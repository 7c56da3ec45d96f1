package dev.quire.simulate;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;

/**
 * Virtual time: what is to happen, in the order of its times. Of equal times, what was planned
 * first happens first.
 */
final class Timeline implements LongSupplier {

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(
          Comparator.comparingLong(Event::nanos)
              .thenComparing(Event::lastly)
              .thenComparingLong(Event::number));
  private final long mostEvents;
  private long numbers;
  private long happened;
  private long now;

  private record Event(long nanos, boolean lastly, long number, Runnable action) {}

  /**
   * @param mostEvents a guard against loops without end
   */
  Timeline(long mostEvents) {
    this.mostEvents = mostEvents;
  }

  /** The time now, in nanoseconds from the start. */
  @Override
  public long getAsLong() {
    return now;
  }

  void at(long nanos, Runnable action) {
    events.add(new Event(Math.max(now, nanos), false, numbers++, action));
  }

  /** Now, when everything else that happens at this time has happened. */
  void lastly(Runnable action) {
    events.add(new Event(now, true, numbers++, action));
  }

  void after(long nanos, Runnable action) {
    at(now + nanos, action);
  }

  /**
   * Moves to the next event and lets it happen.
   *
   * @throws IllegalStateException if there is none, or there were too many
   */
  void step() {
    Event event = events.poll();
    if (event == null) {
      throw new IllegalStateException("Nothing happens any more, but tickets are still open");
    }
    if (++happened > mostEvents) {
      throw new IllegalStateException(
          "Stopped after %d events, %.3f virtual seconds from the start: simulate less"
              .formatted(mostEvents, now / 1e9));
    }
    now = event.nanos;
    event.action.run();
  }
}
