package dev.quire.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A clock that a test turns by hand; alarms go off within {@link #pass}. Not thread-safe. */
public final class HandTime implements Timers {

  private final List<Alarm> alarms = new ArrayList<>();
  private long now = 5_000;

  private record Alarm(long nanos, Runnable action) {}

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public Runnable alarm(Duration after, Runnable action) {
    Alarm alarm = new Alarm(now + Math.max(0, after.toNanos()), action);
    alarms.add(alarm);
    return () -> alarms.remove(alarm);
  }

  /** Lets time pass, alarm by alarm. */
  public void pass(Duration duration) {
    long end = now + duration.toNanos();
    while (true) {
      Alarm next =
          alarms.stream()
              .filter(alarm -> alarm.nanos() <= end)
              .min(Comparator.comparingLong(Alarm::nanos))
              .orElse(null);
      if (next == null) {
        now = end;
        return;
      }
      alarms.remove(next);
      now = Math.max(now, next.nanos());
      next.action().run();
    }
  }

  /** Lets time pass before any alarm goes off, as on a busy machine. */
  public void passInSilence(Duration duration) {
    now += duration.toNanos();
  }

  /** How many alarms are set. */
  public int alarms() {
    return alarms.size();
  }
}
