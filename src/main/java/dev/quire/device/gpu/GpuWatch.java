package dev.quire.device.gpu;

import dev.quire.device.DeviceId;
import dev.quire.device.DeviceMemory;
import dev.quire.device.MemoryReader;
import dev.quire.device.gpu.GpuReading.Memory;
import dev.quire.device.gpu.GpuStatus.Freshness;
import dev.quire.device.gpu.Verdict.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * What the monitor keeps of one GPU. One thread at a time may sample and tell events; any thread
 * may read status and memory, which never makes a system call.
 */
final class GpuWatch implements MemoryReader {

  private static final Logger LOG = Logger.getLogger(GpuWatch.class);
  private static final int MOST_VERDICTS = 16;

  private final DeviceId device;
  private final Gpu gpu;
  private final GpuFaults faults;
  private final GpuMonitor.Settings settings;
  private final HealthRules health = new HealthRules();
  private final XidRules xids;
  private final List<Verdict> verdicts = new ArrayList<>();

  private int failures;
  private boolean gone;
  private volatile GpuStatus status;

  GpuWatch(DeviceId device, Gpu gpu, GpuFaults faults, GpuMonitor.Settings settings) {
    this.device = device;
    this.gpu = gpu;
    this.faults = faults;
    this.settings = settings;
    this.xids = new XidRules(settings.xidPause());
    this.status =
        new GpuStatus(
            device,
            gpu,
            Optional.empty(),
            Freshness.NONE,
            OptionalLong.empty(),
            0,
            OptionalLong.empty(),
            List.of());
  }

  GpuStatus status() {
    return status;
  }

  @Override
  public DeviceMemory read() {
    return status
        .reading()
        .map(GpuReading::memory)
        .map(GpuReading.Memory::asDeviceMemory)
        .orElseGet(() -> new DeviceMemory(0, gpu.totalBytes()));
  }

  /** Takes a reading, or takes note that none could be taken. */
  void sample(Supplier<GpuReading> reader, long nowNanos) {
    GpuReading reading;
    try {
      reading = reader.get();
    } catch (RuntimeException e) {
      failed(e, nowNanos);
      return;
    }
    failures = 0;
    gone = false;
    health.check(reading.health(), (severity, reason) -> tell(severity, reason, nowNanos));
    Memory memory = reading.memory();
    status =
        new GpuStatus(
            device,
            gpu,
            Optional.of(reading),
            Freshness.FRESH,
            OptionalLong.of(nowNanos),
            Math.max(status.peakUsedBytes(), memory.used()),
            larger(status.peakOwnBytes(), memory.own()),
            verdicts);
  }

  private static OptionalLong larger(OptionalLong one, OptionalLong other) {
    return one.isEmpty() || other.isPresent() && other.getAsLong() > one.getAsLong() ? other : one;
  }

  private void failed(RuntimeException error, long nowNanos) {
    failures++;
    boolean lost = error instanceof NvmlException e && e.deviceLost();
    if (!gone && (lost || failures >= settings.failuresUntilGone())) {
      gone = true;
      String why =
          lost ? "it is lost" : "it could not be read %d times in a row".formatted(failures);
      tell(Severity.GONE, why + ", " + error.getMessage(), nowNanos);
    }
    publish(gone ? Freshness.GONE : Freshness.STALE);
  }

  /** Takes note of an error that the driver reported. */
  void on(XidEvent event, long nowNanos) {
    if (event.concerns(gpu) && xids.isNew(event.xid(), nowNanos)) {
      tell(XidCatalogue.severity(event.xid()), XidCatalogue.describe(event.xid()), nowNanos);
      publish(status.freshness());
    }
  }

  private void tell(Severity severity, String reason, long nowNanos) {
    String named = "%s (%s): %s".formatted(device, gpu.uuid(), reason);
    if (verdicts.size() == MOST_VERDICTS) {
      verdicts.remove(0);
    }
    verdicts.add(new Verdict(severity, named, nowNanos));
    try {
      severity.tell(faults, device, named);
    } catch (RuntimeException e) {
      // A listener's error must not stop the watch over this and the other devices.
      LOG.errorf(e, "Nobody could be told: %s", named);
    }
  }

  private void publish(Freshness freshness) {
    GpuStatus last = status;
    status =
        new GpuStatus(
            device,
            gpu,
            last.reading(),
            last.reading().isEmpty() && freshness == Freshness.STALE ? Freshness.NONE : freshness,
            last.readAtNanos(),
            last.peakUsedBytes(),
            last.peakOwnBytes(),
            verdicts);
  }
}
