package dev.quire.app;

import dev.quire.device.DeviceId;
import dev.quire.device.gpu.GpuFaults;
import dev.quire.log.LogFields;
import dev.quire.worker.ModelSupervisors;
import io.micrometer.core.instrument.MeterRegistry;
import org.jboss.logging.Logger;

/**
 * Takes a GPU that its driver calls broken out of service. Faults before the workers start are
 * logged only: a broken device fails its warm-up. Thread-safe.
 */
final class DeviceFaults implements GpuFaults {

  private static final Logger LOG = Logger.getLogger(DeviceFaults.class);

  private final MeterRegistry registry;
  private volatile ModelSupervisors workers;

  DeviceFaults(MeterRegistry registry) {
    this.registry = registry;
  }

  /** From now on, faults concern these workers. */
  void attach(ModelSupervisors all) {
    workers = all;
  }

  @Override
  public void critical(DeviceId device, String reason) {
    LogFields.device(device.name()).around(() -> LOG.errorf("Critical: %s", reason));
    count(device, "critical");
    quarantine(device, reason);
  }

  @Override
  public void warning(DeviceId device, String reason) {
    LogFields.device(device.name()).around(() -> LOG.warn(reason));
    count(device, "warning");
  }

  @Override
  public void gone(DeviceId device, String reason) {
    LogFields.device(device.name()).around(() -> LOG.errorf("Gone: %s", reason));
    count(device, "gone");
    quarantine(device, reason);
  }

  private void count(DeviceId device, String severity) {
    registry
        .counter("quire.device.faults", "device", device.name(), "severity", severity)
        .increment();
  }

  private void quarantine(DeviceId device, String reason) {
    ModelSupervisors all = workers;
    if (all != null) {
      all.quarantine(device, reason);
    }
  }
}
