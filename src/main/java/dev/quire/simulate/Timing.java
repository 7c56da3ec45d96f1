package dev.quire.simulate;

import java.time.Duration;

/**
 * How long a simulation runs, and how long a ticket may take.
 *
 * @param warmUp the first part, which is not counted
 * @param counted the part that is counted, after the first; tickets come until its end
 * @param timeout the deadline of every ticket, from its arrival
 * @param objective how soon after its arrival a ticket should be answered
 */
public record Timing(Duration warmUp, Duration counted, Duration timeout, Duration objective) {

  /** More would overflow sums of virtual nanoseconds. */
  private static final Duration MOST = Duration.ofDays(365);

  public Timing {
    require("The warm-up", warmUp, Duration.ZERO);
    require("The duration", counted, Duration.ofNanos(1));
    require("The timeout", timeout, Duration.ofNanos(1));
    require("The objective", objective, Duration.ZERO);
  }

  private static void require(String name, Duration value, Duration least) {
    if (value.compareTo(least) < 0 || value.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          "%s must be %s and at most a year, not %s"
              .formatted(name, least.isZero() ? "at least 0" : "positive", value));
    }
  }
}
