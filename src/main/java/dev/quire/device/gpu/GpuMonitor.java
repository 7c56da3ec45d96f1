package dev.quire.device.gpu;

import dev.quire.device.DeviceId;
import dev.quire.device.MemoryReader;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Watches the selected GPUs: keeps the last reading and the peaks of each, and tells a listener
 * what goes wrong. It has no thread of its own: whoever owns the schedule calls {@link #sample()},
 * off the event loop. Thread-safe; all but {@code sample()} return at once, without a system call.
 */
public final class GpuMonitor {

  private static final Logger LOG = Logger.getLogger(GpuMonitor.class);

  /**
   * How patient the monitor is.
   *
   * @param failuresUntilGone with so many failed readings in a row a device counts as gone, at
   *     least 1; an error that says that it is lost counts at once
   * @param xidPause repetitions of an error within this time of the last are the same fault
   */
  public record Settings(int failuresUntilGone, Duration xidPause) {

    public Settings {
      if (failuresUntilGone < 1 || xidPause.isNegative()) {
        throw new IllegalArgumentException(
            "Not settings of a monitor: gone after %d failures, a pause of %s"
                .formatted(failuresUntilGone, xidPause));
      }
    }
  }

  private final Nvml nvml;
  private final LongSupplier nanoClock;
  private final Map<DeviceId, GpuWatch> watches;
  private boolean eventsFail;

  /**
   * Watches nothing until the first {@link #sample()}.
   *
   * @param nvml the management library; whoever opened it closes it
   * @param devices the selected devices; those on the CPU are left out
   * @param faults told what goes wrong
   * @param settings how patient the monitor is
   * @param nanoClock nanoseconds of a clock that never goes back
   */
  public GpuMonitor(
      Nvml nvml,
      List<SelectedDevice> devices,
      GpuFaults faults,
      Settings settings,
      LongSupplier nanoClock) {
    this.nvml = nvml;
    this.nanoClock = nanoClock;
    Map<DeviceId, GpuWatch> all = new LinkedHashMap<>();
    for (SelectedDevice device : devices) {
      device
          .gpu()
          .ifPresent(gpu -> all.put(device.id(), new GpuWatch(device.id(), gpu, faults, settings)));
    }
    this.watches = Collections.unmodifiableMap(all);
  }

  /**
   * Takes a reading of every device and asks for the errors since the last time. Takes some
   * milliseconds for each device, since it enters the driver, and may hang where the driver does;
   * never throws for a device's or the driver's error.
   */
  public synchronized void sample() {
    pollEvents();
    watches
        .values()
        .forEach(
            watch ->
                watch.sample(() -> nvml.read(watch.status().gpu().uuid()), nanoClock.getAsLong()));
  }

  private void pollEvents() {
    try {
      List<XidEvent> events = nvml.pollEvents(Duration.ZERO);
      long now = nanoClock.getAsLong();
      events.forEach(event -> watches.values().forEach(watch -> watch.on(event, now)));
      eventsFail = false;
    } catch (RuntimeException e) {
      // Which device is to blame, if any, the readings tell.
      if (!eventsFail) {
        eventsFail = true;
        LOG.warnf("The GPUs' errors cannot be asked for: %s", e.getMessage());
      }
    }
  }

  /** What is known of every GPU, in the order of the selection. */
  public List<GpuStatus> statuses() {
    return watches.values().stream().map(GpuWatch::status).toList();
  }

  /**
   * What is known of a GPU.
   *
   * @throws IllegalArgumentException if the device is not watched
   */
  public GpuStatus status(DeviceId device) {
    return watch(device).status();
  }

  /**
   * The memory of a GPU as last read: what all programs and the driver hold, and the total. Before
   * the first reading nothing counts as used. Reading it makes no system call.
   *
   * @throws IllegalArgumentException if the device is not watched
   */
  public MemoryReader memory(DeviceId device) {
    return watch(device);
  }

  private GpuWatch watch(DeviceId device) {
    GpuWatch watch = watches.get(device);
    if (watch == null) {
      throw new IllegalArgumentException("%s is not a watched GPU".formatted(device));
    }
    return watch;
  }
}
