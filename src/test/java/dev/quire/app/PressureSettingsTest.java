package dev.quire.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.device.Device;
import dev.quire.device.DeviceId;
import dev.quire.device.DeviceMemory;
import dev.quire.device.pressure.PressureControl;
import dev.quire.model.Model;
import dev.quire.model.ModelRepository;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PressureSettingsTest {

  private static final long SECOND = 1_000_000_000;
  private static final Device CPU = device("cpu");
  private static final Device GPU = device("gpu:1");

  private final Model model = new ModelRepository().load("classpath:models/page-mini");
  private final MeterRegistry registry = new SimpleMeterRegistry();

  private static Device device(String name) {
    return new Device(DeviceId.parse(name), () -> new DeviceMemory(0, 1_000));
  }

  private PressureSettings settings(Map<String, String> values) {
    QuireConfig config =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(QuireConfig.class)
            .withSources(new PropertiesConfigSource(values, "test", 100))
            .build()
            .getConfigMapping(QuireConfig.class);
    return new PressureSettings(config, model.name(), model.ladder(), registry);
  }

  @Test
  void byDefaultGpusReact() {
    PressureSettings settings = settings(Map.of());

    assertTrue(settings.watch(GPU).pressure().isOn());
    assertFalse(settings.watch(CPU).pressure().isOn());
  }

  @ParameterizedTest
  @CsvSource({"gpu,true,false", "all,true,true", "none,false,false", "ALL,true,true"})
  void theSettingSaysWhichDevicesReact(String value, boolean gpu, boolean cpu) {
    PressureSettings settings = settings(Map.of("quire.pressure.devices", value));

    assertEquals(gpu, settings.watch(GPU).pressure().isOn());
    assertEquals(cpu, settings.watch(CPU).pressure().isOn());
  }

  @Test
  void everyDeviceHasAPressureOfItsOwn() {
    PressureSettings settings = settings(Map.of());
    PressureControl first = settings.watch(GPU).pressure();
    first.warmedUp(0);
    first.sample(new DeviceMemory(900, 1_000), 0);

    assertTrue(first.pressure().pressed());
    assertFalse(settings.watch(GPU).pressure().pressure().pressed());
  }

  @Test
  void theThresholdsAreThoseOfTheSettings() {
    PressureControl pressure =
        settings(Map.of("quire.pressure.thresholds", "0.5,0.9")).watch(GPU).pressure();
    pressure.warmedUp(0);

    assertFalse(pressure.sample(new DeviceMemory(499, 1_000), 0).pressed());
    assertTrue(pressure.sample(new DeviceMemory(500, 1_000), SECOND).pressed());
    assertEquals(0, pressure.sample(new DeviceMemory(950, 1_000), 2 * SECOND - 1).level());
    assertEquals(2, pressure.sample(new DeviceMemory(950, 1_000), 2 * SECOND).level());
    assertEquals(2, pressure.sample(new DeviceMemory(460, 1_000), 4 * SECOND).level());
    assertEquals(2, pressure.sample(new DeviceMemory(460, 1_000), 14 * SECOND - 1).level());
    assertEquals(1, pressure.sample(new DeviceMemory(460, 1_000), 14 * SECOND).level());
    assertEquals(1, pressure.sample(new DeviceMemory(460, 1_000), 99 * SECOND).level());
  }

  @Test
  void everyStepIsCounted() {
    PressureControl pressure = settings(Map.of()).watch(GPU).pressure();
    pressure.warmedUp(0);
    for (int second = 0; second < 5; second++) {
      pressure.sample(new DeviceMemory(900, 1_000), second * SECOND);
    }
    assertEquals(2, steps("up"), "smaller batches, a lower resolution");
    assertEquals(0, steps("down"));
    for (int second = 5; second < 100; second++) {
      pressure.sample(new DeviceMemory(0, 1_000), second * SECOND);
    }

    assertEquals(2, steps("up"));
    assertEquals(4, steps("down"), "levels 2, 1 and 0, and whole batches");
  }

  private double steps(String direction) {
    Counter counter =
        registry
            .find("quire.pressure.steps")
            .tag("model", "page-mini")
            .tag("device", "gpu:1")
            .tag("direction", direction)
            .counter();
    return counter == null ? 0 : counter.count();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quire.pressure.devices|tpu|quire.pressure.devices must be gpu, all or none, not 'tpu'",
        "quire.pressure.thresholds|0.6,0.4|quire.pressure.thresholds: Thresholds must",
        "quire.pressure.thresholds|0.4,0.4|quire.pressure.thresholds: Thresholds must",
        "quire.pressure.thresholds|40,60,80|quire.pressure.thresholds: Thresholds must",
        "quire.pressure.thresholds|0|quire.pressure.thresholds: Thresholds must",
        "quire.pressure.thresholds|NaN|quire.pressure.thresholds: Thresholds must",
        "quire.pressure.thresholds|0.05|quire.pressure.thresholds: The margin must"
      })
  void nonsenseIsRefusedWithTheSettingsName(String setting, String value, String message) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> settings(Map.of(setting, value)));

    assertTrue(e.getMessage().startsWith(message), e::getMessage);
  }
}
