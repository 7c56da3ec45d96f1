package dev.quire.load;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value of a {@code Server-Timing} header (W3C Server Timing): names with durations. */
final class ServerTiming {

  private static final Pattern ENTRY =
      Pattern.compile("\\s*([\\w-]+)\\s*;[^,]*?dur=\"?(\\d+(?:\\.\\d+)?)\"?[^,]*");

  private ServerTiming() {}

  /** Durations in milliseconds, by name, in their order; entries without one are left out. */
  static Map<String, Double> parse(String value) {
    Map<String, Double> durations = new LinkedHashMap<>();
    for (String entry : value.split(",")) {
      Matcher matcher = ENTRY.matcher(entry);
      if (matcher.matches()) {
        durations.put(matcher.group(1), Double.valueOf(matcher.group(2)));
      }
    }
    return durations;
  }
}
