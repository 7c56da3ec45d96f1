package dev.quire.engine.process;

import static dev.quire.engine.process.Orders.bytes;
import static dev.quire.engine.process.Orders.facts;
import static dev.quire.engine.process.Orders.harmless;
import static dev.quire.engine.process.Orders.model;
import static dev.quire.engine.process.Orders.order;
import static dev.quire.engine.process.Orders.run;
import static dev.quire.engine.process.Orders.shared;
import static dev.quire.engine.process.Orders.sum;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.device.DeviceId;
import dev.quire.engine.DeviceLostException;
import dev.quire.engine.EngineException;
import dev.quire.engine.OutOfDeviceMemoryException;
import dev.quire.engine.Precision;
import dev.quire.engine.Predictor;
import dev.quire.process.ProcessSettings;
import dev.quire.process.WorkerProcesses;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One worker process, which is real, serves all that leaves it alive. */
@Timeout(60)
class ProcessPredictorTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir static Path folder;

  private static WorkerProcesses processes;
  private static Predictor predictor;

  @BeforeAll
  static void open() {
    processes =
        new WorkerProcesses(
            new ProcessSettings(
                folder, folder, List.of("-Xmx64m", "-XX:TieredStopAtLevel=1"), LONG, LONG));
    predictor =
        new ProcessEngine(
                new EngineSpec("scripted", ScriptedFactory.class, Map.of("setting", "blue")),
                DeviceBinding::cpu,
                processes)
            .open(model(), DeviceId.parse("cpu"));
  }

  @AfterAll
  static void close() {
    if (predictor != null) {
      predictor.close();
    }
    processes.close();
  }

  @Test
  void tellsWhatTheModelTakesAndGives() {
    assertEquals(ScriptedFactory.INPUT, predictor.inputs().get(0).name());
    assertEquals(Shape.of(Shape.DYNAMIC), predictor.inputs().get(0).shape());
    assertEquals(3, predictor.outputs().size());
    assertEquals(Precision.FP16, predictor.precision());
  }

  @Test
  void passesTensorsOfAllSizes() {
    Random random = new Random(5);
    for (int size : new int[] {1, 7, 4096, 100_000, 3, 5_000_000, 5_000_001, 0, 6_000_000, 12}) {
      byte[] bytes = harmless(random, size);
      Tensor shared = shared(predictor, bytes);
      Map<String, Tensor> answer = run(predictor, shared, ScriptedFactory.COPY, "sum");
      assertArrayEquals(bytes, bytes(answer.get(ScriptedFactory.COPY)));
      assertEquals(sum(bytes), answer.get(ScriptedFactory.SUM).data().getLong(0));
    }
  }

  @Test
  void copiesTensorsThatLieElsewhere() {
    byte[] first = harmless(new Random(6), 1000);
    byte[] second = harmless(new Random(7), 1000);
    shared(predictor, first);
    Tensor own = Tensor.allocate(ElementType.UINT8, Shape.of(second.length));
    own.data().put(0, second);
    assertEquals(
        sum(second), run(predictor, own, ScriptedFactory.SUM).get("sum").data().getLong(0));
  }

  @Test
  void failuresKeepTheirKind() {
    assertEquals(
        "it was told to fail",
        assertThrows(EngineException.class, () -> order(predictor, ScriptedFactory.FAIL))
            .getMessage());
    assertThrows(
        OutOfDeviceMemoryException.class, () -> order(predictor, ScriptedFactory.OUT_OF_MEMORY));
    assertThrows(DeviceLostException.class, () -> order(predictor, ScriptedFactory.DEVICE_LOST));
    assertTrue(
        assertThrows(EngineException.class, () -> order(predictor, ScriptedFactory.BUG))
            .getMessage()
            .contains("a bug"));
    assertEquals("cpu", facts(predictor).get("device"), "it still runs");
  }

  @Test
  void trimsReachTheEngine() {
    int before = Integer.parseInt(facts(predictor).get("trims"));
    predictor.trim();
    predictor.trim();
    assertEquals(String.valueOf(before + 2), facts(predictor).get("trims"));
  }

  @Test
  void aQuestionThatIsTooLongFailsAtOnceAndAlone() {
    String name = "x".repeat(2 << 20);
    EngineException failure =
        assertThrows(
            EngineException.class,
            () -> run(predictor, shared(predictor, new byte[] {1}), "sum", name));
    assertFalse(failure instanceof DeviceLostException, failure::toString);
    assertTrue(failure.getMessage().contains("at most"), failure::getMessage);
    assertEquals("cpu", facts(predictor).get("device"));
  }

  @Test
  void anAnswerThatIsTooLongIsAFailureOfTheRun() {
    EngineException failure =
        assertThrows(EngineException.class, () -> order(predictor, ScriptedFactory.LONG_FAILURE));
    assertFalse(failure instanceof DeviceLostException, failure::toString);
    assertTrue(failure.getMessage().contains("at most"), failure::getMessage);
    assertEquals("cpu", facts(predictor).get("device"));
  }

  @Test
  void runsInAnotherProcess() {
    Map<String, String> facts = facts(predictor);
    assertNotEquals(String.valueOf(ProcessHandle.current().pid()), facts.get("pid"));
    assertEquals("cpu", facts.get("device"));
    assertEquals("", facts.get("visible"));
    assertEquals("blue", facts.get("setting"));
    assertEquals("3", facts.get("graph"));
    assertEquals("2", facts.get("weights"));
    assertTrue(Path.of(facts.get("tmp")).startsWith(folder));
  }
}
