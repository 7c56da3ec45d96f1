package dev.quire.app;

import java.time.Duration;

/** Range checks of settings; the message names the setting, so that an operator can mend it. */
final class Range {

  private Range() {}

  static long check(String setting, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s must be from %d to %d, not %d".formatted(setting, min, max, value));
    }
    return value;
  }

  static int check(String setting, int value, int min, int max) {
    return (int) check(setting, (long) value, min, max);
  }

  static double check(String setting, double value, double min, double max) {
    if (!(value >= min && value <= max)) {
      throw new IllegalArgumentException(
          "%s must be from %s to %s, not %s".formatted(setting, min, max, value));
    }
    return value;
  }

  static Duration check(String setting, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          "%s must be from %d ms to %d ms, not %d ms"
              .formatted(setting, min.toMillis(), max.toMillis(), value.toMillis()));
    }
    return value;
  }
}
