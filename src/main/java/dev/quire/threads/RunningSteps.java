package dev.quire.threads;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Since when threads are busy with a step, and how many should be done by now. Thread-safe. */
final class RunningSteps {

  private final long limitNanos;
  private final LongSupplier nanoClock;
  private final Map<Thread, Long> began = new ConcurrentHashMap<>();

  /**
   * @param limit how long a step may run before it counts as stuck
   */
  RunningSteps(Duration limit, LongSupplier nanoClock) {
    this.limitNanos = limit.toNanos();
    this.nanoClock = nanoClock;
  }

  void began(Thread thread) {
    began.put(thread, nanoClock.getAsLong());
  }

  void ended(Thread thread) {
    began.remove(thread);
  }

  /** How many steps run for longer than the limit. */
  int stuck() {
    long now = nanoClock.getAsLong();
    return (int) began.values().stream().filter(since -> now - since > limitNanos).count();
  }
}
