package dev.quire.device;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of a place predictors run: {@code cpu}, {@code cpu:1}, {@code gpu:0}. Always explicit:
 * {@code gpu} without a number is not a device.
 */
public record DeviceId(String name) {

  private static final Pattern VALID = Pattern.compile("cpu(:\\d{1,3})?|gpu:\\d{1,3}");

  public DeviceId {
    if (!VALID.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a device; use cpu, cpu:N or gpu:N".formatted(name));
    }
  }

  public static DeviceId parse(String name) {
    return new DeviceId(name.trim().toLowerCase(Locale.ROOT));
  }

  /** Whether it is a CPU or a part of one, and not a GPU. */
  public boolean isCpu() {
    return name.startsWith("cpu");
  }

  @Override
  public String toString() {
    return name;
  }
}
