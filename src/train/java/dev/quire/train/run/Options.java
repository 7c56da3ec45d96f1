package dev.quire.train.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Command-line options of the form {@code --name value}, and arguments without a name. */
public record Options(Map<String, String> named, List<String> plain) {

  /**
   * Reads a command line.
   *
   * @param known the names allowed, without dashes
   */
  public static Options parse(String[] args, Set<String> known) {
    Map<String, String> named = new LinkedHashMap<>();
    List<String> plain = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      if (!args[i].startsWith("--")) {
        plain.add(args[i]);
        continue;
      }
      String name = args[i].substring(2);
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "unknown option --" + name + "; known are " + new TreeSet<>(known));
      }
      if (++i == args.length) {
        throw new IllegalArgumentException("--" + name + " needs a value");
      }
      named.put(name, args[i]);
    }
    return new Options(Map.copyOf(named), List.copyOf(plain));
  }

  public boolean has(String name) {
    return named.containsKey(name);
  }

  public String text(String name, String fallback) {
    return named.getOrDefault(name, fallback);
  }

  public long whole(String name, long fallback) {
    return has(name) ? Long.parseLong(named.get(name)) : fallback;
  }

  public double number(String name, double fallback) {
    return has(name) ? Double.parseDouble(named.get(name)) : fallback;
  }
}
