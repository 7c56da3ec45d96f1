package dev.quire.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.device.Device;
import dev.quire.device.DeviceId;
import dev.quire.device.DeviceMemory;
import dev.quire.device.DeviceState;
import dev.quire.device.SharedMemory;
import dev.quire.device.gpu.Gpus;
import dev.quire.model.ModelFormat;
import io.quarkus.runtime.ImageMode;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Arrays;
import java.util.LinkedHashMap;
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
    assertEquals(EngineChoice.ONNX, EngineChoice.ofLayout(config(Map.of()), ImageMode.JVM));
    assertEquals(
        EngineChoice.PADDLE,
        EngineChoice.ofLayout(config(Map.of(ENGINE, " PaddlePaddle ")), ImageMode.JVM));
    assertEquals(ModelFormat.PADDLE, EngineChoice.PADDLE.format());
    assertFalse(EngineChoice.ONNX.usesGpus(), "the default build is for CPUs");
    assertFalse(EngineChoice.PADDLE.usesGpus(), "the default build is for CPUs");
  }

  @Test
  void anEngineThatIsNoneIsRefused() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> EngineChoice.ofLayout(config(Map.of(ENGINE, "torch")), ImageMode.JVM))
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
    assertEquals(
        expected, Isolation.of("layout", config(values).models().layout(), engine, ImageMode.JVM));
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
                () ->
                    Isolation.of(
                        "layout",
                        config(Map.of(ISOLATION, setting)).models().layout(),
                        engine,
                        ImageMode.JVM))
            .getMessage();
    assertTrue(message.contains(reason), message);
    assertTrue(message.contains(ISOLATION), message);
  }

  @ParameterizedTest
  @CsvSource({
    "onnxruntime,",
    "onnxruntime,in-process",
    "simulated,",
    "simulated,in-process",
  })
  void theNativeExecutableRunsModelsInItsOwnProcess(String engine, String isolation) {
    assertEquals(Isolation.IN_PROCESS, isolationInNative(engine, isolation));
  }

  @ParameterizedTest
  @CsvSource({
    "paddlepaddle,,quire.models.layout.engine must be onnxruntime or simulated",
    "paddlepaddle,process,quire.models.layout.engine must be onnxruntime or simulated",
    "onnxruntime,process,quire.models.layout.isolation must be in-process",
  })
  void whatNeedsAnotherJvmIsRefusedByTheNativeExecutable(
      String engine, String isolation, String reason) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> isolationInNative(engine, isolation))
            .getMessage();
    assertTrue(message.startsWith(reason + " in the native executable, not "), message);
    assertTrue(message.endsWith("need a JVM; run the service on one"), message);
  }

  private static Isolation isolationInNative(String engine, String isolation) {
    Map<String, String> values = new LinkedHashMap<>(Map.of(ENGINE, engine));
    if (isolation != null) {
      values.put(ISOLATION, isolation);
    }
    QuireConfig config = config(values);
    EngineChoice choice = EngineChoice.ofLayout(config, ImageMode.NATIVE_RUN);
    return Isolation.of("layout", config.models().layout(), choice, ImageMode.NATIVE_RUN);
  }

  @Test
  void severalCpusShareTheProcessors() {
    int processors = Runtime.getRuntime().availableProcessors();
    assertEquals(0, threads(Map.of(), "cpu"), "the engine knows best");
    assertEquals(0, threads(Map.of(), "gpu:0", "gpu:1", "cpu"));
    assertEquals(Math.max(1, processors / 2), threads(Map.of(), "cpu:0", "cpu:1"));
    assertEquals(1, threads(Map.of(), manyCpus(processors + 1)));
    assertEquals(3, threads(Map.of("quire.models.threads", "3"), "cpu:0", "cpu:1"));
  }

  private static int threads(Map<String, String> values, String... devices) {
    return OnnxSettings.threads(config(values), hardware(devices).cpus());
  }

  private static Hardware hardware(String... devices) {
    Map<DeviceId, SharedMemory> memories = new LinkedHashMap<>();
    for (String name : devices) {
      memories.put(DeviceId.parse(name), new SharedMemory(() -> new DeviceMemory(0, 1)));
    }
    return new Hardware(memories, Gpus.none(), List.of());
  }

  @Test
  void pairsRunWhereNothingElseIsSaidOnAllDevices() {
    Hardware hardware = hardware("gpu:0", "cpu");

    assertEquals(
        List.of("gpu:0", "cpu"),
        hardware.devices("pair-mini").stream().map(device -> device.id().name()).toList());
  }

  @Test
  void theCpuIsAlwaysThereAndNothingElseThatIsNot() {
    Hardware hardware = hardware("gpu:0");

    assertEquals(
        "cpu:1", hardware.devices("m", List.of(DeviceId.parse("cpu:1"))).get(0).id().name());
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> hardware.devices("m", List.of(DeviceId.parse("gpu:1"))))
            .getMessage();
    assertEquals("There is no device gpu:1; there are [gpu:0]", message);
  }

  @Test
  void everyModelHasStatesOfItsOwn() {
    Hardware hardware = hardware("gpu:0");
    Device pages = hardware.devices("page-mini").get(0);
    Device pairs = hardware.devices("pair-mini").get(0);

    pages.on(DeviceState::started);

    assertTrue(pages.state().isServing());
    assertFalse(pairs.state().isServing());
  }

  @ParameterizedTest
  @CsvSource({"ONNX,ONNX", "PADDLE,ONNX", "SIMULATED,SIMULATED"})
  void theEnginesOfPagesAndPairsGoTogether(EngineChoice layout, EngineChoice expected) {
    assertEquals(expected, EngineChoice.ofSimilarity(layout));
  }

  private static String[] manyCpus(int count) {
    String[] names = new String[count];
    Arrays.setAll(names, i -> "cpu:" + i);
    return names;
  }
}
