package dev.quire.engine.simulated;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as settings write them: {@code 250us}, {@code 8ms}, {@code 1.5s}. */
final class Times {

  /** What messages call them. */
  static final String FORM = "a time in us, ms or s, such as 8ms or 1.5s";

  /** Nine digits of seconds still fit a long of nanoseconds. */
  private static final Pattern TIME = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*(us|ms|s)");

  private Times() {}

  /**
   * Reads a time, rounded to whole nanoseconds.
   *
   * @throws IllegalArgumentException if the text is none
   */
  static long nanos(String text) {
    Matcher matcher = TIME.matcher(text.trim().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'%s' is not %s".formatted(text.trim(), FORM));
    }
    return new BigDecimal(matcher.group(1))
        .scaleByPowerOfTen(exponent(matcher.group(2)))
        .setScale(0, RoundingMode.HALF_UP)
        .longValueExact();
  }

  /** The shortest text that {@link #nanos} reads as exactly this time. */
  static String text(long nanos) {
    String unit = nanos >= 1_000_000_000 ? "s" : nanos >= 1_000_000 ? "ms" : "us";
    return BigDecimal.valueOf(nanos, exponent(unit)).stripTrailingZeros().toPlainString() + unit;
  }

  private static int exponent(String unit) {
    return switch (unit) {
      case "s" -> 9;
      case "ms" -> 6;
      default -> 3;
    };
  }
}
