package dev.quire.device.gpu;

import dev.quire.device.DeviceId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The devices that the setting {@code quire.devices} asks for. Its entries are:
 *
 * <ul>
 *   <li>{@code auto}, alone: all visible GPUs, or {@code cpu} where there are none
 *   <li>{@code cpu}, {@code cpu:1}: devices on the CPU
 *   <li>{@code gpu:0}: a GPU by its number among those that CUDA shows
 *   <li>{@code GPU-8932f937}, {@code MIG-c6d4f1ef}: a GPU by its UUID or the beginning of it
 * </ul>
 *
 * @param devices the devices in the order of the entries, at least one, none twice
 * @param note a line to log: why {@code auto} chose the CPU
 */
public record DeviceSelection(List<SelectedDevice> devices, Optional<String> note) {

  private static final String AUTO = "auto";
  private static final DeviceId CPU = new DeviceId("cpu");
  private static final Pattern NUMBERED = Pattern.compile("(cpu|gpu):(\\d{1,3})");
  private static final Pattern UUID = Pattern.compile("(gpu|mig)-.*");

  public DeviceSelection {
    devices = List.copyOf(devices);
  }

  /**
   * Reads the setting.
   *
   * @param entries the setting's entries; case and surrounding blanks do not matter
   * @param visible the GPUs there are
   * @throws DeviceNotFoundException if an entry names a GPU that is not there, or several
   * @throws IllegalArgumentException if there is no entry, an entry is not a device, a device is
   *     named twice or {@code auto} is not alone
   */
  public static DeviceSelection of(List<String> entries, VisibleDevices visible) {
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("No device is set; use auto, cpu, cpu:N, gpu:N or a UUID");
    }
    List<String> names = entries.stream().map(e -> e.trim().toLowerCase(Locale.ROOT)).toList();
    if (names.equals(List.of(AUTO))) {
      return automatic(visible);
    }
    if (names.contains(AUTO)) {
      throw new IllegalArgumentException("'auto' stands for all devices, so it must stand alone");
    }
    List<SelectedDevice> devices = new ArrayList<>();
    Set<DeviceId> seen = new LinkedHashSet<>();
    for (int i = 0; i < names.size(); i++) {
      SelectedDevice device = select(names.get(i), entries.get(i).trim(), visible);
      if (!seen.add(device.id())) {
        throw new IllegalArgumentException(
            "'%s' names the device %s a second time".formatted(entries.get(i).trim(), device.id()));
      }
      devices.add(device);
    }
    return new DeviceSelection(devices, Optional.empty());
  }

  private static DeviceSelection automatic(VisibleDevices visible) {
    return visible.gpus().isEmpty()
        ? new DeviceSelection(
            List.of(SelectedDevice.cpu(CPU)),
            visible.whyNone().map("No GPU is used, only the CPU: "::concat))
        : new DeviceSelection(
            visible.gpus().stream().map(SelectedDevice::of).toList(), Optional.empty());
  }

  private static SelectedDevice select(String name, String entry, VisibleDevices visible) {
    if (UUID.matcher(name).matches()) {
      return byUuid(name, entry, visible);
    }
    Matcher numbered = NUMBERED.matcher(name);
    if (!numbered.matches()) {
      if (name.equals(CPU.name())) {
        return SelectedDevice.cpu(CPU);
      }
      throw new IllegalArgumentException(
          "'%s' is not a device; use auto, cpu, cpu:N, gpu:N, GPU-… or MIG-…".formatted(entry));
    }
    // Leading zeros are dropped, so that no device has two names.
    int number = Integer.parseInt(numbered.group(2));
    DeviceId id = new DeviceId(numbered.group(1) + ":" + number);
    return numbered.group(1).equals("cpu") ? SelectedDevice.cpu(id) : byNumber(id, number, visible);
  }

  private static SelectedDevice byNumber(DeviceId id, int number, VisibleDevices visible) {
    if (number >= visible.gpus().size()) {
      throw notFound(id.name(), visible);
    }
    return SelectedDevice.of(visible.gpus().get(number));
  }

  private static SelectedDevice byUuid(String prefix, String entry, VisibleDevices visible) {
    List<Gpu> fitting =
        visible.gpus().stream()
            .filter(gpu -> uuids(gpu).anyMatch(uuid -> uuid.startsWith(prefix)))
            .toList();
    if (fitting.isEmpty()) {
      throw notFound(entry, visible);
    }
    if (fitting.size() > 1) {
      throw new DeviceNotFoundException(
          "'%s' fits %d devices, write more of it: %s"
              .formatted(entry, fitting.size(), list(fitting)));
    }
    return SelectedDevice.of(fitting.get(0));
  }

  /** A MIG instance also answers to its card's UUID, as long as it is the only one visible. */
  private static Stream<String> uuids(Gpu gpu) {
    return Stream.of(gpu.uuid(), gpu.card().uuid()).map(uuid -> uuid.toLowerCase(Locale.ROOT));
  }

  private static DeviceNotFoundException notFound(String name, VisibleDevices visible) {
    return new DeviceNotFoundException(
        visible
            .whyNone()
            .map(reason -> "There is no %s, nor any other GPU: %s".formatted(name, reason))
            .orElseGet(() -> "There is no %s; there is %s".formatted(name, list(visible.gpus()))));
  }

  private static String list(List<Gpu> gpus) {
    return gpus.stream().map(Gpu::describe).collect(Collectors.joining(", "));
  }
}
