package dev.quire.engine.simulated;

import dev.quire.device.DeviceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads faults from settings, each a device and what goes wrong there: {@code gpu:0/slow=3}, {@code
 * gpu:1/error-every=100}, {@code gpu:0/hang-every=500:2s}, {@code gpu:0/oom-above=16}, {@code
 * gpu:1/lost-every=1000:5s}. A star in the device's place means every device.
 */
public final class Faults {

  private static final String EVERY_DEVICE = "*";
  private static final String KINDS =
      "slow=FACTOR, error-every=TICKETS, hang-every=RUNS:TIME, oom-above=SIZE and"
          + " lost-every=RUNS:TIME";

  private static final Pattern ENTRY = Pattern.compile("([^/]*)/([^=]*)=(.*)");
  private static final Pattern RECURRING = Pattern.compile("([^:]*):(.*)");
  private static final Pattern COUNT = Pattern.compile("\\d{1,9}");
  private static final Pattern FACTOR = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

  private Faults() {}

  /**
   * Reads the faults of all devices. Several faults of one device all apply, also those of one
   * kind.
   *
   * @param entries the settings' values
   * @param devices the devices there are
   * @return for each device its faults in the order of the entries, perhaps none
   * @throws IllegalArgumentException if an entry is wrong or names another device; the message
   *     names the entry, what is wrong with it and the kinds there are
   */
  public static Map<DeviceId, List<Fault>> parse(
      List<String> entries, Collection<DeviceId> devices) {
    Map<DeviceId, List<Fault>> faults = new LinkedHashMap<>();
    devices.forEach(device -> faults.put(device, new ArrayList<>()));
    for (String entry : entries) {
      try {
        add(entry.trim(), faults);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            ("'%s' is not a fault such as gpu:0/slow=3 or */hang-every=500:2s: %s; the kinds are"
                    + " %s")
                .formatted(entry, e.getMessage(), KINDS),
            e);
      }
    }
    faults.replaceAll((device, list) -> List.copyOf(list));
    return Map.copyOf(faults);
  }

  private static void add(String entry, Map<DeviceId, List<Fault>> faults) {
    Matcher matcher = ENTRY.matcher(entry);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("it is not DEVICE/KIND=VALUE");
    }
    Fault fault = fault(matcher.group(2).trim(), matcher.group(3).trim());
    if (matcher.group(1).trim().equals(EVERY_DEVICE)) {
      faults.values().forEach(list -> list.add(fault));
      return;
    }
    DeviceId device = DeviceId.parse(matcher.group(1));
    List<Fault> own = faults.get(device);
    if (own == null) {
      throw new IllegalArgumentException(
          "there is no device %s, but %s".formatted(device, names(faults.keySet())));
    }
    own.add(fault);
  }

  private static Fault fault(String kind, String value) {
    return switch (kind) {
      case "slow" -> new Fault.Slow(factor(value));
      case "error-every" -> new Fault.ErrorEvery(count(value));
      case "hang-every" -> recurring(value, Fault.HangEvery::new);
      case "oom-above" -> new Fault.OutOfMemoryAbove(count(value));
      case "lost-every" -> recurring(value, Fault.LostEvery::new);
      default -> throw new IllegalArgumentException("there is no kind '%s'".formatted(kind));
    };
  }

  private static Fault recurring(String value, BiFunction<Long, Duration, Fault> kind) {
    Matcher matcher = RECURRING.matcher(value);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a number of runs and a time, such as 500:2s".formatted(value));
    }
    long runs = count(matcher.group(1).trim());
    return kind.apply(runs, Duration.ofNanos(Times.nanos(matcher.group(2))));
  }

  private static int count(String value) {
    if (!COUNT.matcher(value).matches()) {
      throw new IllegalArgumentException("'%s' is not a whole number".formatted(value));
    }
    return Integer.parseInt(value);
  }

  private static double factor(String value) {
    if (!FACTOR.matcher(value).matches()) {
      throw new IllegalArgumentException("'%s' is not a number".formatted(value));
    }
    return Double.parseDouble(value);
  }

  private static String names(Collection<DeviceId> devices) {
    return devices.stream().map(DeviceId::name).collect(Collectors.joining(", "));
  }
}
