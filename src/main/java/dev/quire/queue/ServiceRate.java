package dev.quire.queue;

import java.time.Duration;

/**
 * Predicts how long a queue takes to drain from how long the recent batches took. The time per
 * ticket is an exponentially weighted average, so a change of load or of device shows within some
 * ten batches. Thread-safe.
 */
public final class ServiceRate {

  private static final double NEWEST_WEIGHT = 0.2;

  private double nanosPerTicket;

  /** A batch of {@code tickets} was served in {@code nanos} by one worker. */
  public synchronized void served(int tickets, long nanos) {
    double sample = (double) nanos / tickets;
    nanosPerTicket =
        nanosPerTicket == 0 ? sample : nanosPerTicket + NEWEST_WEIGHT * (sample - nanosPerTicket);
  }

  /**
   * How long {@code workers} take for {@code tickets}; zero before the first batch was served.
   *
   * @param workers how many share the work; at least one is assumed
   */
  public synchronized Duration drainTime(int tickets, int workers) {
    return Duration.ofNanos((long) (nanosPerTicket * tickets / Math.max(1, workers)));
  }
}
