package dev.quire.cli;

import java.util.Locale;
import java.util.OptionalLong;

/** How figures stand in the tables that an operator reads. */
final class Figures {

  /** What stands where nothing is known. */
  static final String UNKNOWN = "-";

  private static final double BYTES_PER_MB = 1e6;

  private Figures() {}

  /**
   * A number.
   *
   * @param format such as {@code %.2f}
   */
  static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  /** Bytes in MB. */
  static String megabytes(OptionalLong bytes) {
    return bytes.isPresent() ? number("%.2f", bytes.getAsLong() / BYTES_PER_MB) : UNKNOWN;
  }

  /** In whole per cent, such as {@code -50 %}. */
  static String change(double from, double to) {
    long percent = Math.round(100 * (to / from - 1));
    return (percent > 0 ? "+" : "") + percent + " %";
  }

  /** The same of bytes, where both are known. */
  static String change(OptionalLong from, OptionalLong to) {
    return from.isPresent() && to.isPresent() ? change(from.getAsLong(), to.getAsLong()) : UNKNOWN;
  }

  /** What is meant by the memory of a device; ends without a full stop. */
  static String memory(MeasuredDevice device) {
    return (device.id().isCpu()
            ? "memory is what this process grew by while the model was open, which is noisy"
            : "memory is what the device's grew by with the model, CUDA's own context left out")
        + "; %s where it did not".formatted(UNKNOWN);
  }
}
