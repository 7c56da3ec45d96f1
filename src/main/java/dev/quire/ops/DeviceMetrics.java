package dev.quire.ops;

import dev.quire.device.Device;
import dev.quire.device.DeviceState.Kind;
import dev.quire.worker.MemoryWatch;
import dev.quire.worker.WorkerStatus;
import dev.quire.worker.Workers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/**
 * Each device's state and memory: {@code quire_device_state{device,state}} is 1 for the state it is
 * in, {@code quire_device_memory_used_bytes}, {@code …_total_bytes}, {@code …_own_bytes}, {@code
 * …_reserved_bytes}, {@code …_peak_bytes}, {@code …_model_bytes}, {@code
 * quire_device_pressure_level} and {@code …_share}. Memory is as it was last read, which is about
 * once a second; what cannot be told is NaN.
 */
@ApplicationScoped
class DeviceMetrics {

  void register(@Observes StartupEvent event, MeterRegistry registry, Workers workers) {
    for (WorkerStatus worker : workers.status()) {
      state(registry, worker.device());
      new Memory(registry, worker.device().id().name(), worker.memory()).register();
    }
  }

  private static void state(MeterRegistry registry, Device device) {
    for (Kind kind : Kind.values()) {
      Gauge.builder("quire.device.state", device, d -> d.state().kind() == kind ? 1 : 0)
          .description("1 for the state the device is in")
          .tag("device", device.id().name())
          .tag("state", kind.label())
          .register(registry);
    }
  }

  private record Memory(MeterRegistry registry, String device, MemoryWatch watch) {

    void register() {
      bytes("used", "Memory in use on the device", w -> w.last().used());
      bytes(
          "own",
          "Memory that this process and its children hold on the device",
          w -> known(w.last().own()));
      bytes("reserved", "Memory that the driver keeps for itself", w -> known(w.last().reserved()));
      bytes("total", "Memory the device has, or this process may use of it", w -> w.last().total());
      bytes("peak", "The most memory that was in use on the device since the start", w -> w.peak());
      bytes(
          "model",
          "Memory held with the model open, before any run; NaN where not measured",
          w -> known(w.resting()));
      pressure(
          "level",
          "By how many steps memory pressure lowers the resolution",
          w -> w.pressure().pressure().level());
      pressure(
          "share",
          "Share of the memory free at rest that is used, 0 to 1",
          w -> w.pressure().share());
    }

    private void bytes(String name, String description, ToDoubleFunction<MemoryWatch> value) {
      Gauge.builder("quire.device.memory." + name, watch, value)
          .description(description)
          .baseUnit("bytes")
          .tag("device", device)
          .register(registry);
    }

    private void pressure(String name, String description, ToDoubleFunction<MemoryWatch> value) {
      Gauge.builder("quire.device.pressure." + name, watch, value)
          .description(description)
          .tag("device", device)
          .register(registry);
    }

    private static double known(OptionalLong bytes) {
      return bytes.isPresent() ? bytes.getAsLong() : Double.NaN;
    }
  }
}
