package dev.quire.device.pressure;

import java.time.Duration;
import java.util.List;

/**
 * When memory pressure makes a device step down, and when it may step up again. The defaults are
 * chosen, not measured.
 *
 * @param shares the shares of the memory beyond rest, each in (0, 1) and rising, at least one; a
 *     threshold is crossed where the share reaches it
 * @param margin how far below a threshold the share must fall to count as below it again; at least
 *     0 and less than the first threshold
 * @param hold how long it must stay there before one step up; up to {@link #LONGEST}
 * @param settle how long smaller batches and a smaller arena get to show an effect before the
 *     resolution is lowered; up to {@link #LONGEST}
 */
public record Thresholds(List<Double> shares, double margin, Duration hold, Duration settle) {

  /** The longest times that make sense. */
  public static final Duration LONGEST = Duration.ofDays(1);

  private static final Thresholds DEFAULTS =
      new Thresholds(List.of(0.4, 0.6, 0.8), 0.05, Duration.ofSeconds(10), Duration.ofSeconds(1));

  public Thresholds {
    shares = List.copyOf(shares);
    checkShares(shares);
    if (!(margin >= 0 && margin < shares.get(0))) {
      throw new IllegalArgumentException(
          "The margin must be at least 0 and less than the first threshold, %s, not %s"
              .formatted(shares.get(0), margin));
    }
    checkTime("hold", hold);
    checkTime("settle", settle);
  }

  /** 40, 60 and 80 percent, a margin of 5, held for 10 seconds; a second to settle. */
  public static Thresholds defaults() {
    return DEFAULTS;
  }

  private static void checkShares(List<Double> shares) {
    if (shares.isEmpty()) {
      throw new IllegalArgumentException("There must be at least one threshold");
    }
    double before = 0;
    for (double share : shares) {
      if (!(share > before && share < 1)) {
        throw new IllegalArgumentException(
            "Thresholds must lie between 0 and 1 and rise, such as 0.4, 0.6, 0.8; not " + shares);
      }
      before = share;
    }
  }

  private static void checkTime(String name, Duration time) {
    if (time.isNegative() || time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "The %s time must be between 0 and %s, not %s".formatted(name, LONGEST, time));
    }
  }

  /** How many thresholds this share has reached: 0 to their number. */
  public int crossed(double share) {
    int crossed = 0;
    while (crossed < shares.size() && share >= shares.get(crossed)) {
      crossed++;
    }
    return crossed;
  }

  /**
   * Whether this share is clearly below what leads to a level: by more than the margin. Level 0,
   * where only the batches are smaller, is left where level 1 is.
   */
  boolean isBelow(int level, double share) {
    return share < shares.get(Math.max(1, level) - 1) - margin;
  }
}
