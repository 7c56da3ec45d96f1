package dev.quire.bulk;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How long a job waits for a service that finishes no page. Not thread-safe. */
final class ServiceWait {

  private final Duration longest;
  private final LongSupplier clock;
  private long last;

  /**
   * @param clock in nanoseconds
   */
  ServiceWait(Duration longest, LongSupplier clock) {
    this.longest = longest;
    this.clock = clock;
    this.last = clock.getAsLong();
  }

  /** A page is finished. */
  void renew() {
    last = clock.getAsLong();
  }

  /** Whether it is at its end. */
  boolean isOver() {
    return clock.getAsLong() - last > longest.toNanos();
  }

  Duration longest() {
    return longest;
  }
}
