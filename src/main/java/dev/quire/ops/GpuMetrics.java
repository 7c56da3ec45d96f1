package dev.quire.ops;

import dev.quire.device.DeviceId;
import dev.quire.device.gpu.GpuReading;
import dev.quire.device.gpu.GpuStatus;
import dev.quire.device.gpu.GpuStatus.Freshness;
import dev.quire.device.gpu.Gpus;
import dev.quire.engine.Precision;
import dev.quire.precision.PrecisionDecision;
import dev.quire.precision.PrecisionDecisions;
import dev.quire.serving.ServedModel;
import dev.quire.serving.ServedModels;
import dev.quire.worker.WorkerStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What the driver tells of each GPU: {@code quire_device_utilization_ratio}, {@code
 * quire_device_temperature_celsius}, {@code quire_device_power_watts}, {@code
 * quire_device_uncorrected_errors}, {@code quire_device_retired_pages}, and whether that is fresh,
 * {@code quire_device_reading_fresh}; for every model and device {@code
 * quire_device_precision{model,device,precision}}, 1 for the one it runs in, and how far FP16
 * agreed with FP32, {@code quire_device_precision_matched_ratio}. What cannot be told is NaN.
 */
@ApplicationScoped
class GpuMetrics {

  void register(
      @Observes StartupEvent event, MeterRegistry registry, ServedModels models, Gpus gpus) {
    for (ServedModel model : models.all()) {
      for (WorkerStatus worker : model.workers().status()) {
        precision(registry, model, worker.device().id());
      }
    }
    for (GpuStatus gpu : gpus.statuses()) {
      register(registry, gpu.device(), gpus);
    }
  }

  private static void precision(MeterRegistry registry, ServedModel model, DeviceId device) {
    PrecisionDecisions precisions = model.precisions();
    Tags tags = Tags.of("model", model.name(), "device", device.name());
    for (Precision precision : Precision.values()) {
      Gauge.builder(
              "quire.device.precision",
              precisions,
              p -> p.verdict(device).filter(v -> v.used() == precision).isPresent() ? 1 : 0)
          .description("1 for the precision that the device runs the model in")
          .tags(tags)
          .tag("precision", precision.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    Gauge.builder(
            "quire.device.precision.matched",
            precisions,
            p ->
                p.verdict(device)
                    .map(PrecisionDecision::matched)
                    .orElse(OptionalDouble.empty())
                    .orElse(Double.NaN))
        .description("Share of the golden items' results on which FP16 or INT8 agreed with FP32")
        .baseUnit("ratio")
        .tags(tags)
        .register(registry);
  }

  private static void register(MeterRegistry registry, DeviceId device, Gpus gpus) {
    gauge(
        registry,
        gpus,
        device,
        "reading.fresh",
        "1 while the GPU can be read",
        null,
        s -> s.freshness() == Freshness.FRESH ? 1 : 0);
    gauge(
        registry,
        gpus,
        device,
        "utilization",
        "Share of the time that something computed",
        "ratio",
        reading(r -> number(r.load().gpuPercent()) / 100));
    gauge(
        registry,
        gpus,
        device,
        "temperature",
        "Temperature of the GPU",
        "celsius",
        reading(r -> number(r.health().celsius())));
    gauge(
        registry,
        gpus,
        device,
        "power",
        "Power that the GPU draws",
        "watts",
        reading(r -> number(r.load().powerWatts())));
    gauge(
        registry,
        gpus,
        device,
        "uncorrected.errors",
        "Memory errors that ECC did not correct",
        null,
        reading(r -> number(r.health().uncorrectedErrors())));
    gauge(
        registry,
        gpus,
        device,
        "retired.pages",
        "Pages of memory taken out of use",
        null,
        reading(r -> number(r.health().retiredPages())));
  }

  private static void gauge(
      MeterRegistry registry,
      Gpus gpus,
      DeviceId device,
      String name,
      String description,
      String unit,
      ToDoubleFunction<GpuStatus> value) {
    Gauge.builder(
            "quire.device." + name,
            gpus,
            all -> {
              Optional<GpuStatus> status = all.of(device);
              return status.isPresent() ? value.applyAsDouble(status.get()) : Double.NaN;
            })
        .description(description)
        .baseUnit(unit)
        .tag("device", device.name())
        .register(registry);
  }

  private static ToDoubleFunction<GpuStatus> reading(Function<GpuReading, Double> value) {
    return status -> status.reading().map(value).orElse(Double.NaN);
  }

  private static double number(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : Double.NaN;
  }

  private static double number(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : Double.NaN;
  }

  private static double number(OptionalDouble value) {
    return value.orElse(Double.NaN);
  }
}
