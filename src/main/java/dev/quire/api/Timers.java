package dev.quire.api;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A monotonic clock and its alarms. Thread-safe; nothing blocks. */
public interface Timers {

  /** The time in nanoseconds since some moment. */
  long nanoTime();

  /**
   * Has something done later, on a thread of its own choice.
   *
   * @param after how long from now; at once if negative
   * @param action must be quick
   * @return takes the alarm back; does nothing once it has gone off
   */
  Runnable alarm(Duration after, Runnable action);

  /**
   * The machine's clock; alarms go off on the framework's worker threads, up to a millisecond late.
   */
  static Timers system() {
    return new Timers() {
      @Override
      public long nanoTime() {
        return System.nanoTime();
      }

      @Override
      public Runnable alarm(Duration after, Runnable action) {
        // whole milliseconds from one on are all that the framework's timers know
        long millis = Math.max(1, after.plusNanos(999_999).toMillis());
        ScheduledFuture<?> alarm =
            Infrastructure.getDefaultWorkerPool().schedule(action, millis, TimeUnit.MILLISECONDS);
        return () -> alarm.cancel(false);
      }
    };
  }
}
