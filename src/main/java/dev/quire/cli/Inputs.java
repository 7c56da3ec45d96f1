package dev.quire.cli;

import dev.quire.simulate.Arrival;
import dev.quire.simulate.Load;
import dev.quire.simulate.PolicyChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a user writes; messages say what was expected. */
final class Inputs {

  private static final Pattern TIME = Pattern.compile("(\\d+(?:\\.\\d+)?)(us|ms|s|m|h)");

  private static final Pattern BYTES =
      Pattern.compile("(\\d{1,9})([KMG]?)", Pattern.CASE_INSENSITIVE);

  private Inputs() {}

  static Duration time(String text) {
    Matcher matcher = TIME.matcher(text.trim());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a time such as 250ms, 30s or 10m".formatted(text));
    }
    double nanos =
        switch (matcher.group(2)) {
          case "us" -> 1e3;
          case "ms" -> 1e6;
          case "s" -> 1e9;
          case "m" -> 60e9;
          default -> 3600e9;
        };
    return Duration.ofNanos(Math.round(Double.parseDouble(matcher.group(1)) * nanos));
  }

  /** A number of bytes, such as 64M; K, M and G are powers of 1024. */
  static long bytes(String text) {
    Matcher matcher = BYTES.matcher(text.trim());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a size such as 512K, 64M or 1G".formatted(text));
    }
    int shift =
        switch (matcher.group(2).toUpperCase(Locale.ROOT)) {
          case "" -> 0;
          case "K" -> 10;
          case "M" -> 20;
          default -> 30;
        };
    return Long.parseLong(matcher.group(1)) << shift;
  }

  static PolicyChoice policy(String text) {
    String[] parts = text.split(":");
    if (text.equals("adaptive")) {
      return new PolicyChoice.Adaptive();
    }
    if (text.equals("greedy")) {
      return new PolicyChoice.Greedy();
    }
    if (parts.length == 3 && parts[0].equals("fixed")) {
      return PolicyChoice.Fixed.of((int) number(parts[1], text), time(parts[2]));
    }
    throw new IllegalArgumentException(
        "'%s' is not a policy: adaptive, greedy or fixed:SIZE:DELAY".formatted(text));
  }

  static Load load(String text) {
    String[] parts = text.split(":");
    if (parts.length == 2) {
      switch (parts[0]) {
        case "poisson":
          return new Load.Poisson(number(parts[1], text));
        case "steady":
          return new Load.Steady(number(parts[1], text));
        case "saturated":
          return new Load.Saturated((int) number(parts[1], text));
        default:
          break;
      }
    }
    if (parts.length == 5 && parts[0].equals("bursty")) {
      return new Load.Bursty(
          number(parts[1], text), number(parts[2], text), time(parts[3]), time(parts[4]));
    }
    throw new IllegalArgumentException(
        ("'%s' is not a load: poisson:RATE, steady:RATE, saturated:CLIENTS or"
                + " bursty:QUIET_RATE:BURST_RATE:QUIET_TIME:BURST_TIME")
            .formatted(text));
  }

  static Load trace(Path file) throws IOException {
    List<Arrival> arrivals = new ArrayList<>();
    int line = 0;
    for (String text : Files.readAllLines(file)) {
      line++;
      if (text.isBlank() || text.startsWith("#")) {
        continue;
      }
      String[] parts = text.split(",", 2);
      double seconds;
      try {
        seconds = Double.parseDouble(parts[0].trim());
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "%s, line %d: '%s' is not SECONDS[,CLIENT]".formatted(file, line, text), e);
      }
      String client = parts.length > 1 ? parts[1].trim() : "";
      arrivals.add(new Arrival(Math.round(seconds * 1e9), client, Arrival.PAGE));
    }
    return new Load.Trace(arrivals);
  }

  private static double number(String text, String whole) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'%s' in '%s' is not a number".formatted(text, whole), e);
    }
  }
}
