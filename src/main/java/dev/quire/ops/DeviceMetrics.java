package dev.quire.ops;

import dev.quire.device.Device;
import dev.quire.device.DeviceState.Kind;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/**
 * Each device's state and memory: {@code quire_device_state{device,state}} is 1 for the state it is
 * in, {@code quire_device_memory_used_bytes} and {@code quire_device_memory_total_bytes}.
 */
@ApplicationScoped
class DeviceMetrics {

  void register(@Observes StartupEvent event, MeterRegistry registry, List<Device> devices) {
    devices.forEach(device -> register(registry, device));
  }

  private static void register(MeterRegistry registry, Device device) {
    String id = device.id().name();
    for (Kind kind : Kind.values()) {
      Gauge.builder("quire.device.state", device, d -> d.state().kind() == kind ? 1 : 0)
          .description("1 for the state the device is in")
          .tag("device", id)
          .tag("state", kind.label())
          .register(registry);
    }
    Gauge.builder("quire.device.memory.used", device, d -> d.memory().used())
        .description("Memory in use on the device")
        .baseUnit("bytes")
        .tag("device", id)
        .register(registry);
    Gauge.builder("quire.device.memory.total", device, d -> d.memory().total())
        .description("Memory the device has, or this process may use of it")
        .baseUnit("bytes")
        .tag("device", id)
        .register(registry);
  }
}
