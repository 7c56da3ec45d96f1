package dev.quire.ops;

import dev.quire.device.Device;
import dev.quire.device.DeviceState.Kind;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.OptionalLong;

/**
 * Each device's state and memory: {@code quire_device_state{device,state}} is 1 for the state it is
 * in, {@code quire_device_memory_used_bytes}, {@code …_total_bytes}, {@code …_own_bytes}, {@code
 * …_reserved_bytes}. What cannot be told is NaN.
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
    Gauge.builder("quire.device.memory.own", device, d -> known(d.memory().own()))
        .description("Memory that this process and its children hold on the device")
        .baseUnit("bytes")
        .tag("device", id)
        .register(registry);
    Gauge.builder("quire.device.memory.reserved", device, d -> known(d.memory().reserved()))
        .description("Memory that the driver keeps for itself")
        .baseUnit("bytes")
        .tag("device", id)
        .register(registry);
    Gauge.builder("quire.device.memory.total", device, d -> d.memory().total())
        .description("Memory the device has, or this process may use of it")
        .baseUnit("bytes")
        .tag("device", id)
        .register(registry);
  }

  private static double known(OptionalLong bytes) {
    return bytes.isPresent() ? bytes.getAsLong() : Double.NaN;
  }
}
