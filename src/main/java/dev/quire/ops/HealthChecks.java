package dev.quire.ops;

import dev.quire.device.Device;
import dev.quire.device.DeviceMemory;
import dev.quire.device.DeviceState;
import dev.quire.device.DeviceState.Kind;
import dev.quire.device.gpu.GpuReading;
import dev.quire.device.gpu.GpuStatus;
import dev.quire.device.gpu.Gpus;
import dev.quire.precision.PrecisionVerdict;
import dev.quire.precision.PrecisionVerdicts;
import dev.quire.worker.WorkerStatus;
import dev.quire.worker.Workers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** What the orchestrator asks. Each check lists every device with its state and memory. */
@ApplicationScoped
class HealthChecks {

  private final List<Device> devices;
  private final Workers workers;
  private final Gpus gpus;
  private final PrecisionVerdicts precisions;

  HealthChecks(List<Device> devices, Workers workers, Gpus gpus, PrecisionVerdicts precisions) {
    this.devices = devices;
    this.workers = workers;
    this.gpus = gpus;
    this.precisions = precisions;
  }

  /** Up once every device has left its start behind, with a warm-up run done. */
  @Produces
  @Startup
  HealthCheck started() {
    return () -> response("started", devices.stream().noneMatch(d -> isFirstStart(d.state())));
  }

  /** Up while a device serves. */
  @Produces
  @Readiness
  HealthCheck ready() {
    return () -> response("ready", devices.stream().anyMatch(d -> d.state().isServing()));
  }

  /** Down only when no device will ever serve again, so that a restart is the remedy. */
  @Produces
  @Liveness
  HealthCheck live() {
    return () -> response("live", devices.stream().anyMatch(d -> d.state().kind() != Kind.LOST));
  }

  private static boolean isFirstStart(DeviceState state) {
    return state instanceof DeviceState.Starting starting && starting.strikes() == 0;
  }

  private HealthCheckResponse response(String name, boolean up) {
    HealthCheckResponseBuilder response = HealthCheckResponse.named(name).status(up);
    for (WorkerStatus worker : workers.status()) {
      Device device = worker.device();
      DeviceMemory memory = worker.memory().last();
      response.withData(device.id() + ".state", device.state().kind().label());
      response.withData(device.id() + ".running", worker.running());
      response.withData(device.id() + ".restarts", worker.restarts());
      if (worker.lastError() != null) {
        response.withData(device.id() + ".last_error", worker.lastError());
      }
      response.withData(device.id() + ".memory_used_bytes", memory.used());
      response.withData(device.id() + ".memory_total_bytes", memory.total());
      response.withData(device.id() + ".memory_headroom_bytes", memory.headroom());
      response.withData(device.id() + ".memory_peak_bytes", worker.memory().peak());
      response.withData(
          device.id() + ".pressure", worker.memory().pressure().pressure().kind().label());
      precisions
          .verdict(device.id())
          .ifPresent(verdict -> response.withData(device.id() + ".precision", text(verdict)));
      gpus.of(device.id()).ifPresent(gpu -> gpu(response, gpu));
    }
    return response.build();
  }

  private static String text(PrecisionVerdict verdict) {
    String used = verdict.used().name().toLowerCase(Locale.ROOT);
    return verdict.fellBack() ? used + " (fp16 did not agree with it)" : used;
  }

  private static void gpu(HealthCheckResponseBuilder response, GpuStatus gpu) {
    String id = gpu.device().name();
    response.withData(id + ".gpu", gpu.gpu().describe());
    response.withData(id + ".gpu_reading", gpu.freshness().label());
    gpu.reading()
        .map(GpuReading::health)
        .ifPresent(
            health -> {
              health.celsius().ifPresent(c -> response.withData(id + ".temperature_celsius", c));
              health
                  .uncorrectedErrors()
                  .ifPresent(errors -> response.withData(id + ".uncorrected_errors", errors));
            });
    if (!gpu.verdicts().isEmpty()) {
      response.withData(id + ".last_fault", gpu.verdicts().get(gpu.verdicts().size() - 1).reason());
    }
  }
}
