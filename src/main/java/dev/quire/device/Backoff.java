package dev.quire.device;

import java.time.Duration;

/**
 * How long a device stays in quarantine: doubling with every failure in a row, and given up after
 * too many.
 *
 * @param first after the first failure
 * @param longest never longer
 * @param mostFailures with one more the device counts as lost
 */
public record Backoff(Duration first, Duration longest, int mostFailures) {

  public Backoff {
    if (first.isNegative() || longest.compareTo(first) < 0 || mostFailures < 0) {
      throw new IllegalArgumentException(
          "Not a back-off: from %s to %s, %d failures".formatted(first, longest, mostFailures));
    }
  }

  /** The quarantine after this many failures in a row, at least 1. */
  public long delayNanos(int consecutiveFailures) {
    double delay = first.toNanos() * Math.pow(2, consecutiveFailures - 1.0);
    return (long) Math.min(delay, longest.toNanos());
  }
}
