package dev.quire.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.device.Device;
import dev.quire.device.DeviceId;
import dev.quire.device.DeviceMemory;
import dev.quire.device.gpu.Gpus;
import dev.quire.model.ModelFormat;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the settings say about engines, where they run and how many threads they take. */
class EngineSettingsTest {

  private static final String ENGINE = "quire.models.layout.engine";
  private static final String ISOLATION = "quire.models.layout.isolation";

  private static QuireConfig config(Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(QuireConfig.class)
        .withSources(new PropertiesConfigSource(values, "test", 100))
        .build()
        .getConfigMapping(QuireConfig.class);
  }

  @Test
  void onnxRuntimeIsTheUsualEngine() {
    assertEquals(EngineChoice.ONNX, EngineChoice.of(config(Map.of())));
    assertEquals(EngineChoice.PADDLE, EngineChoice.of(config(Map.of(ENGINE, " PaddlePaddle "))));
    assertEquals(ModelFormat.PADDLE, EngineChoice.PADDLE.format());
    assertFalse(EngineChoice.ONNX.usesGpus(), "the default build is for CPUs");
    assertFalse(EngineChoice.PADDLE.usesGpus(), "the default build is for CPUs");
  }

  @Test
  void anEngineThatIsNoneIsRefused() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> EngineChoice.of(config(Map.of(ENGINE, "torch"))))
            .getMessage();
    assertTrue(message.contains("[onnxruntime, paddlepaddle, simulated], not 'torch'"), message);
  }

  @ParameterizedTest
  @CsvSource({
    "ONNX,,IN_PROCESS",
    "ONNX,in-process,IN_PROCESS",
    "ONNX,process,PROCESS",
    "ONNX,Process,PROCESS",
    "PADDLE,,PROCESS",
    "PADDLE,process,PROCESS",
    "SIMULATED,,IN_PROCESS"
  })
  void isolationSuitsTheEngine(EngineChoice engine, String setting, Isolation expected) {
    Map<String, String> values = setting == null ? Map.of() : Map.of(ISOLATION, setting);
    assertEquals(expected, Isolation.of(config(values), engine));
  }

  @ParameterizedTest
  @CsvSource({
    "PADDLE,in-process,any error in Paddle ends the process",
    "SIMULATED,process,must be in-process for simulated devices",
    "ONNX,container,in-process or process"
  })
  void isolationThatCannotBeIsRefused(EngineChoice engine, String setting, String reason) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Isolation.of(config(Map.of(ISOLATION, setting)), engine))
            .getMessage();
    assertTrue(message.contains(reason), message);
    assertTrue(message.contains(ISOLATION), message);
  }

  @Test
  void severalCpusShareTheProcessors() {
    int processors = Runtime.getRuntime().availableProcessors();
    assertEquals(0, threads(Map.of(), "cpu"), "the engine knows best");
    assertEquals(0, threads(Map.of(), "gpu:0", "gpu:1", "cpu"));
    assertEquals(Math.max(1, processors / 2), threads(Map.of(), "cpu:0", "cpu:1"));
    assertEquals(1, threads(Map.of(), manyCpus(processors + 1)));
    assertEquals(3, threads(Map.of("quire.models.layout.threads", "3"), "cpu:0", "cpu:1"));
  }

  private static int threads(Map<String, String> values, String... devices) {
    List<Device> all =
        Arrays.stream(devices)
            .map(name -> new Device(DeviceId.parse(name), () -> new DeviceMemory(0, 1)))
            .toList();
    return OnnxSettings.threads(config(values), new Hardware(all, Gpus.none(), List.of()));
  }

  private static String[] manyCpus(int count) {
    String[] names = new String[count];
    Arrays.setAll(names, i -> "cpu:" + i);
    return names;
  }
}
