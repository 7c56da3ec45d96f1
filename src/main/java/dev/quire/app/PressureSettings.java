package dev.quire.app;

import dev.quire.device.Device;
import dev.quire.device.DeviceId;
import dev.quire.device.pressure.Pressure;
import dev.quire.device.pressure.PressureControl;
import dev.quire.device.pressure.PressureListener;
import dev.quire.device.pressure.Thresholds;
import dev.quire.log.LogFields;
import dev.quire.model.Resolution;
import dev.quire.worker.DeviceMemoryTracker;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * How a model's memory is watched on each device, as the settings say; every step is logged and
 * counted.
 */
final class PressureSettings {

  private static final Logger LOG = Logger.getLogger(PressureSettings.class);
  private static final String GPU = "gpu";

  private final String model;
  private final List<Resolution> ladder;
  private final Thresholds thresholds;
  private final Predicate<Device> pressed;
  private final long reserve;
  private final MeterRegistry registry;

  /**
   * @param model its name
   * @param ladder its resolutions from the usual one down; empty where its task knows none
   */
  PressureSettings(
      QuireConfig config, String model, List<Resolution> ladder, MeterRegistry registry) {
    this.model = model;
    this.ladder = List.copyOf(ladder);
    this.registry = registry;
    QuireConfig.Pressure pressure = config.pressure();
    this.reserve =
        Range.check(
            "quire.memory.reserve", config.memory().reserve().asLongValue(), 0, Long.MAX_VALUE);
    this.pressed =
        switch (pressure.devices().toLowerCase(Locale.ROOT)) {
          case GPU -> PressureSettings::isGpu;
          case "all" -> device -> true;
          case "none" -> device -> false;
          default ->
              throw new IllegalArgumentException(
                  "quire.pressure.devices must be gpu, all or none, not '%s'"
                      .formatted(pressure.devices()));
        };
    try {
      Thresholds usual = Thresholds.defaults();
      this.thresholds =
          new Thresholds(pressure.thresholds(), usual.margin(), usual.hold(), usual.settle());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("quire.pressure.thresholds: " + e.getMessage(), e);
    }
  }

  private static boolean isGpu(Device device) {
    return device.id().name().startsWith(GPU);
  }

  DeviceMemoryTracker watch(Device device) {
    boolean reacts = pressed.test(device);
    if (reacts && ladder.size() < 2) {
      LogFields.model(model)
          .on(device.id().name())
          .around(
              () ->
                  LOG.infof(
                      "Model %s knows no lower resolution: when memory on %s is scarce, only"
                          + " batches shrink",
                      model, device.id()));
    }
    return new DeviceMemoryTracker(
        device,
        new DeviceMemoryTracker.Settings(isGpu(device), reserve),
        reacts ? new PressureControl(thresholds, listener(device.id())) : PressureControl.off());
  }

  private PressureListener listener(DeviceId device) {
    return (from, to, share) -> {
      String direction = weight(to) > weight(from) ? "up" : "down";
      LogFields.model(model)
          .on(device.name())
          .around(
              () ->
                  LOG.warnf(
                      "Memory pressure of %s on %s goes %s, %s → %s: %.0f %% of what is free at"
                          + " rest is used; batches of 1/%d%s",
                      model,
                      device,
                      direction,
                      from.kind().label(),
                      to.kind().label(),
                      100 * share,
                      to.batchDivisor(),
                      resolution(to.level())));
      registry
          .counter(
              "quire.pressure.steps",
              "model",
              model,
              "device",
              device.name(),
              "direction",
              direction)
          .increment();
    };
  }

  private String resolution(int level) {
    return ladder.isEmpty() ? "" : ", resolution " + ladder.get(Math.min(level, ladder.size() - 1));
  }

  private static int weight(Pressure pressure) {
    return 2 * pressure.level() + (pressure.pressed() ? 1 : 0);
  }
}
