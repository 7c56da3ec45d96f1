package dev.quire.engine.paddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.device.DeviceId;
import dev.quire.engine.DeviceLostException;
import dev.quire.engine.EngineException;
import dev.quire.engine.Predictor;
import dev.quire.engine.process.DeviceBinding;
import dev.quire.engine.process.EngineSpec;
import dev.quire.engine.process.ProcessEngine;
import dev.quire.model.ModelFiles;
import dev.quire.process.ProcessSettings;
import dev.quire.process.WorkerProcesses;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/**
 * What ends a process that Paddle is in, asked of Paddle in a process of its own: a clear error,
 * and whoever asked lives on, which is why these tests can run here.
 */
@Timeout(180)
@TestInstance(Lifecycle.PER_CLASS)
class PaddleProcessTest {

  private static final DeviceId CPU = DeviceId.parse("cpu");
  private static final String OUTPUT = "fetch_name_0";

  private WorkerProcesses processes;
  private ProcessEngine engine;

  @BeforeAll
  void start() {
    processes = new WorkerProcesses(ProcessSettings.defaults());
    engine =
        new ProcessEngine(
            new EngineSpec(
                PaddleEngine.NAME,
                PaddleEngineFactory.class,
                PaddleEngineFactory.settings(PaddleOptions.defaults())),
            DeviceBinding::cpu,
            processes);
  }

  @AfterAll
  void end() {
    processes.close();
  }

  /** One of each kind; {@link PaddleModelCheckTest} has them all, without a process for each. */
  @Test
  void filesThatAreBrokenAreRefused() {
    byte[] program = Programs.convolution().program();
    byte[] parameters = Programs.convolution().parameters();

    assertRefused(Arrays.copyOf(program, program.length / 2), parameters, "test.pdmodel");
    assertRefused(program, Arrays.copyOf(parameters, parameters.length - 1), "test.pdiparams");
    assertRefused("{\"base_code\": {}}".getBytes(StandardCharsets.UTF_8), parameters, "(PIR)");
  }

  private void assertRefused(byte[] program, byte[] parameters, String reason) {
    ModelFiles model = Programs.model(program, parameters);
    String message =
        assertThrows(EngineException.class, () -> engine.open(model, CPU)).getMessage();
    assertTrue(message.startsWith("Model test"), message);
    assertTrue(message.contains(reason), message);
  }

  @Test
  void inputsThatWouldAbortAreRefusedAndTheProcessGoesOn() {
    try (Predictor predictor = engine.open(Programs.convolution().model(), CPU)) {
      for (Tensor wrong :
          List.of(
              image(ElementType.FLOAT32, 3, 4, 4),
              image(ElementType.FLOAT32, 1, 4, 4, 4),
              image(ElementType.INT32, 1, 3, 4, 4),
              image(ElementType.FLOAT16, 1, 3, 4, 4),
              image(ElementType.UINT8, 1, 3, 4, 4),
              image(ElementType.FLOAT32, 0, 3, 4, 4),
              image(ElementType.FLOAT32, 1, 3, 0, 4))) {
        EngineException refusal =
            assertThrows(EngineException.class, () -> run(predictor, Map.of("image", wrong)));
        assertEquals(EngineException.class, refusal.getClass(), "nothing was lost");
        assertTrue(refusal.getMessage().contains("image"), refusal.getMessage());
      }
      assertThrows(EngineException.class, () -> run(predictor, Map.of()));
      Tensor image = image(ElementType.FLOAT32, 2, 3, 4, 4);
      assertThrows(
          EngineException.class, () -> run(predictor, Map.of("image", image, "other", image)));

      assertNotNull(run(predictor, Map.of("image", image)).get(OUTPUT));
    }
  }

  @Test
  void aRunThatAbortsIsALostDeviceAndAnotherProcessGoesOn() {
    ModelFiles model = Programs.wholePage().model();
    try (Predictor predictor = engine.open(model, CPU)) {
      Tensor light = image(ElementType.FLOAT32, 1, 3, 16, 16);
      for (int i = 0; i < 3 * 16 * 16; i++) {
        light.data().putFloat(i * Float.BYTES, 1);
      }
      assertEquals(Shape.of(1, 6), run(predictor, Map.of("image", light)).get(OUTPUT).shape());

      Tensor dark = image(ElementType.FLOAT32, 1, 3, 16, 16);
      DeviceLostException lost =
          assertThrows(DeviceLostException.class, () -> run(predictor, Map.of("image", dark)));

      assertTrue(lost.getMessage().contains("signal 6 (SIGABRT)"), lost.getMessage());
      assertTrue(lost.getMessage().contains("OutOfRangeError"), lost.getMessage());
      try (Predictor other = engine.open(model, CPU)) {
        assertNotNull(run(other, Map.of("image", light)).get(OUTPUT));
      }
    }
  }

  @Test
  void aProgramOfALaterPaddleIsRefused() {
    ModelFiles model = Programs.unknownOperator().model();
    String message =
        assertThrows(EngineException.class, () -> engine.open(model, CPU)).getMessage();
    assertTrue(message.contains("tomorrow"), message);
  }

  private static Tensor image(ElementType type, long... shape) {
    return Tensor.allocate(type, Shape.of(shape));
  }

  private static Map<String, Tensor> run(Predictor predictor, Map<String, Tensor> inputs) {
    return predictor.run(inputs, List.of(OUTPUT));
  }
}
