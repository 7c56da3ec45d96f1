package dev.quire.worker;

import java.time.Duration;

/**
 * How long a run may take before its device counts as hung.
 *
 * @param multiple of the predicted time
 * @param floor a run may always take this long, for hiccups of the machine
 * @param start for a run whose time cannot be predicted: the first ones may compile kernels
 */
public record Watchdog(double multiple, Duration floor, Duration start) {

  public Watchdog {
    if (!(multiple >= 1) || floor.isNegative() || start.compareTo(floor) < 0) {
      throw new IllegalArgumentException(
          "Not a watchdog: %s times, at least %s, %s at first".formatted(multiple, floor, start));
    }
  }

  /** The limit of a run in nanoseconds; {@code predictedNanos} is 0 where unknown. */
  long limitNanos(long predictedNanos) {
    return predictedNanos == 0
        ? start.toNanos()
        : (long) Math.max(floor.toNanos(), multiple * predictedNanos);
  }
}
