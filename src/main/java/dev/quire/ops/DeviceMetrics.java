package dev.quire.ops;

import dev.quire.device.Device;
import dev.quire.device.DeviceId;
import dev.quire.device.DeviceState.Kind;
import dev.quire.serving.ServedModel;
import dev.quire.serving.ServedModels;
import dev.quire.worker.DeviceMemoryTracker;
import dev.quire.worker.WorkerStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Each device's state for each model, and its memory: {@code
 * quire_device_state{model,device,state}} is 1 for the state it is in, {@code
 * quire_device_memory_used_bytes{device}}, {@code …_total_bytes}, {@code …_reserved_bytes}, {@code
 * …_peak_bytes}; for each model there {@code quire_device_memory_own_bytes{model,device}}, {@code
 * …_model_bytes}, {@code quire_device_pressure_level} and {@code …_share}. Memory is as it was last
 * read, which is about once a second; what cannot be told is NaN.
 */
@ApplicationScoped
class DeviceMetrics {

  void register(@Observes StartupEvent event, MeterRegistry registry, ServedModels models) {
    Set<DeviceId> known = new HashSet<>();
    for (ServedModel model : models.all()) {
      for (WorkerStatus worker : model.workers().status()) {
        Device device = worker.device();
        Tags place = Tags.of("device", device.id().name());
        if (known.add(device.id())) {
          new Gauges(registry, place, worker.memory()).ofDevice();
        }
        Tags both = place.and("model", model.name());
        state(registry, both, device);
        new Gauges(registry, both, worker.memory()).ofModel();
      }
    }
  }

  private static void state(MeterRegistry registry, Tags tags, Device device) {
    for (Kind kind : Kind.values()) {
      Gauge.builder("quire.device.state", device, d -> d.state().kind() == kind ? 1 : 0)
          .description("1 for the state that the device is in for the model")
          .tags(tags)
          .tag("state", kind.label())
          .register(registry);
    }
  }

  private record Gauges(MeterRegistry registry, Tags tags, DeviceMemoryTracker watch) {

    void ofDevice() {
      bytes("used", "Memory in use on the device", w -> w.last().used());
      bytes("reserved", "Memory that the driver keeps for itself", w -> known(w.last().reserved()));
      bytes("total", "Memory the device has, or this process may use of it", w -> w.last().total());
      bytes("peak", "The most memory that was in use on the device since the start", w -> w.peak());
    }

    void ofModel() {
      bytes(
          "own",
          "Memory that this process and its children hold on the device for the model",
          w -> known(w.last().own()));
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

    private void bytes(
        String name, String description, ToDoubleFunction<DeviceMemoryTracker> value) {
      Gauge.builder("quire.device.memory." + name, watch, value)
          .description(description)
          .baseUnit("bytes")
          .tags(tags)
          .register(registry);
    }

    private void pressure(
        String name, String description, ToDoubleFunction<DeviceMemoryTracker> value) {
      Gauge.builder("quire.device.pressure." + name, watch, value)
          .description(description)
          .tags(tags)
          .register(registry);
    }

    private static double known(OptionalLong bytes) {
      return bytes.isPresent() ? bytes.getAsLong() : Double.NaN;
    }
  }
}
