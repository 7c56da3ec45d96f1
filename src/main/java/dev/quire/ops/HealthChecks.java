package dev.quire.ops;

import dev.quire.device.Device;
import dev.quire.device.DeviceMemory;
import dev.quire.device.DeviceState;
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

  HealthChecks(List<Device> devices) {
    this.devices = devices;
  }

  /** Up once every device has left its start behind, with a warm-up run done. */
  @Produces
  @Startup
  HealthCheck started() {
    return () ->
        response("started", devices.stream().noneMatch(d -> d.state() == DeviceState.STARTING));
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
    return () -> response("live", devices.stream().anyMatch(d -> d.state() != DeviceState.LOST));
  }

  private HealthCheckResponse response(String name, boolean up) {
    HealthCheckResponseBuilder response = HealthCheckResponse.named(name).status(up);
    for (Device device : devices) {
      DeviceMemory memory = device.memory();
      response.withData(device.id() + ".state", device.state().name().toLowerCase(Locale.ROOT));
      response.withData(device.id() + ".memory_used_bytes", memory.used());
      response.withData(device.id() + ".memory_total_bytes", memory.total());
      response.withData(device.id() + ".memory_headroom_bytes", memory.headroom());
    }
    return response.build();
  }
}
