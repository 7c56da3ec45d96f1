package dev.quire.precision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.batch.Bucket;
import dev.quire.device.DeviceId;
import dev.quire.engine.Engine;
import dev.quire.engine.EngineException;
import dev.quire.engine.Precision;
import dev.quire.engine.Predictor;
import dev.quire.model.ModelFile;
import dev.quire.model.ModelFiles;
import dev.quire.model.ModelRepository;
import dev.quire.model.graph.Fp16Conversion;
import dev.quire.model.graph.Graph;
import dev.quire.task.Golden;
import dev.quire.task.Golden.Likeness;
import dev.quire.task.Task;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import dev.quire.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * With an engine that looks what precision a graph is in and adds one to numbers in FP32, and
 * whatever the test says in FP16. It writes down what is opened, run and closed, in order.
 */
class PrecisionGuardTest {

  private static final DeviceId FIRST = DeviceId.parse("gpu:0");
  private static final DeviceId SECOND = DeviceId.parse("gpu:1");
  private static final Likeness ALIKE = new Likeness(100, 1, 1);
  private static final ModelFiles MODEL =
      new ModelRepository().load("classpath:models/page-mini").files();

  /** Making the graphs takes longer than all the tests. */
  private static final GraphVariants VARIANTS =
      new GraphVariants(
          List.of("fetch_name_0", "fetch_name_1"),
          GraphVariants.Passes.none(),
          GraphCache.inMemory());

  private final List<String> log = new ArrayList<>();
  private final List<Spy> opened = new ArrayList<>();
  private final List<DeviceId> wantedFor = new ArrayList<>();
  private int goldens;
  private Likeness likeness = ALIKE;
  private List<List<Integer>> compared = List.of();
  private Runnable run = () -> {};
  private Runnable comparing = () -> {};
  private Precision failing;

  @AfterEach
  void nothingIsClosedTwice() {
    opened.forEach(spy -> assertTrue(spy.closings <= 1, log::toString));
  }

  @Test
  void whereTheResultsAgreeItRunsInHalfPrecision() {
    PrecisionGuard<Integer, Integer> guard = guard(MODEL, Precision.FP16);

    try (Predictor predictor = guard.open(FIRST)) {
      assertEquals(Precision.FP16, predictor.precision());
      assertEquals(Precision.FP16, last().precision);
      assertEquals(1, open());
    }

    assertEquals(0, open());
    assertEquals(
        Optional.of(new PrecisionDecision(Precision.FP16, Precision.FP16, Optional.of(ALIKE))),
        guard.verdict(FIRST));
    assertFalse(guard.verdict(FIRST).orElseThrow().fellBack());
  }

  @Test
  void fullPrecisionIsClosedBeforeHalfIsOpened() {
    guard(MODEL, Precision.FP16).open(FIRST).close();

    assertEquals(
        List.of(
            "open FP32",
            "run FP32",
            "run FP32",
            "close FP32",
            "open FP16",
            "run FP16",
            "run FP16",
            "close FP16",
            "open FP16",
            "close FP16"),
        log);
  }

  @Test
  void theResultsAreComparedInTheItemsOrder() {
    guard(MODEL, Precision.FP16).open(FIRST).close();

    assertEquals(List.of(List.of(11, 21), List.of(12, 22)), compared);
  }

  @Test
  void whereTheResultsDisagreeItFallsBack() {
    likeness = new Likeness(100, 0.98, 1);
    PrecisionGuard<Integer, Integer> guard = guard(MODEL, Precision.FP16);

    try (Predictor predictor = guard.open(FIRST)) {
      assertEquals(Precision.FP32, predictor.precision());
      assertEquals(Precision.FP32, last().precision);
      assertEquals(1, open());
    }

    assertEquals(0, open());
    assertEquals(
        List.of("open FP32", "close FP32", "open FP16", "close FP16", "open FP32", "close FP32"),
        log.stream().filter(line -> !line.startsWith("run")).toList());
    assertTrue(guard.verdict(FIRST).orElseThrow().fellBack());
    assertEquals(Optional.of(likeness), guard.verdict(FIRST).orElseThrow().likeness());
  }

  @Test
  void theOrderMustAgreeToo() {
    likeness = new Likeness(100, 1, 0.98);
    try (Predictor predictor = guard(MODEL, Precision.FP16).open(FIRST)) {
      assertEquals(Precision.FP32, predictor.precision());
    }
  }

  @Test
  void whatJustReachesTheBarAgrees() {
    likeness = new Likeness(100, PrecisionGuard.BAR, PrecisionGuard.BAR);
    try (Predictor predictor = guard(MODEL, Precision.FP16).open(FIRST)) {
      assertEquals(Precision.FP16, predictor.precision());
    }
  }

  @Test
  void eachDeviceIsAskedOnce() {
    PrecisionGuard<Integer, Integer> guard = guard(MODEL, Precision.FP16);
    guard.open(FIRST).close();
    log.clear();

    try (Predictor again = guard.open(FIRST)) {
      assertEquals(Precision.FP16, again.precision());
    }

    assertEquals(1, goldens);
    assertEquals(List.of("open FP16", "close FP16"), log);
    assertEquals(List.of(FIRST), wantedFor, "so is the setting");
  }

  @Test
  void aDeviceThatFellBackStaysThere() {
    likeness = new Likeness(100, 0, 0);
    PrecisionGuard<Integer, Integer> guard = guard(MODEL, Precision.FP16);
    guard.open(FIRST).close();
    log.clear();
    likeness = ALIKE;

    guard.open(FIRST).close();

    assertEquals(List.of("open FP32", "close FP32"), log);
    assertTrue(guard.verdict(FIRST).orElseThrow().fellBack());
  }

  @Test
  void everyDeviceIsAskedForItself() {
    PrecisionGuard<Integer, Integer> guard = guard(MODEL, Precision.FP16);
    guard.open(FIRST).close();
    assertEquals(Optional.empty(), guard.verdict(SECOND));
    likeness = new Likeness(100, 0.5, 1);

    guard.open(SECOND).close();

    assertEquals(2, goldens);
    assertFalse(guard.verdict(FIRST).orElseThrow().fellBack());
    assertTrue(guard.verdict(SECOND).orElseThrow().fellBack());
  }

  @Test
  void whereFullPrecisionIsWantedNothingIsCompared() {
    PrecisionGuard<Integer, Integer> guard = guard(MODEL, Precision.FP32);

    try (Predictor predictor = guard.open(FIRST)) {
      assertEquals(Precision.FP32, predictor.precision());
    }

    assertEquals(List.of("open FP32", "close FP32"), log);
    assertEquals(0, goldens);
    assertEquals(
        Optional.of(new PrecisionDecision(Precision.FP32, Precision.FP32, Optional.empty())),
        guard.verdict(FIRST));
  }

  @Test
  void aFileInHalfPrecisionHasNothingToBeComparedWith() {
    for (Precision wanted : List.of(Precision.FP32, Precision.FP16)) {
      log.clear();
      PrecisionGuard<Integer, Integer> guard = guard(half(), wanted);

      try (Predictor predictor = guard.open(FIRST)) {
        assertEquals(Precision.FP16, predictor.precision());
      }

      assertEquals(List.of("open FP16", "close FP16"), log);
      assertEquals(0, goldens);
      assertEquals(
          Optional.of(new PrecisionDecision(wanted, Precision.FP16, Optional.empty())),
          guard.verdict(FIRST));
    }
  }

  private static ModelFiles half() {
    Graph graph = Graph.parse("page-mini", MODEL.graph().bytes());
    byte[] bytes = new Fp16Conversion().apply(graph).graph().toBytes();
    return MODEL.with(new ModelFile.Embedded("half", () -> bytes));
  }

  @Test
  void aRunThatFailsWhileComparingLeavesNothingOpen() {
    EngineException cause = new EngineException("broken");
    PrecisionGuard<Integer, Integer> guard = guard(MODEL, Precision.FP16);
    for (Precision precision : List.of(Precision.FP32, Precision.FP16)) {
      run =
          () -> {
            if (last().precision == precision) {
              throw cause;
            }
          };

      assertSame(cause, assertThrows(EngineException.class, () -> guard.open(FIRST)));

      assertEquals(0, open());
      assertEquals(Optional.empty(), guard.verdict(FIRST), "nothing was decided");
    }
  }

  @Test
  void aComparisonThatFailsLeavesNothingOpen() {
    IllegalStateException cause = new IllegalStateException("no regions");
    comparing =
        () -> {
          throw cause;
        };
    PrecisionGuard<Integer, Integer> guard = guard(MODEL, Precision.FP16);

    assertSame(cause, assertThrows(IllegalStateException.class, () -> guard.open(FIRST)));

    assertEquals(0, open());
    assertEquals(Optional.empty(), guard.verdict(FIRST));
  }

  @Test
  void aGraphThatCannotBeOpenedLeavesNothingOpen() {
    PrecisionGuard<Integer, Integer> guard = guard(MODEL, Precision.FP16);
    for (Precision precision : List.of(Precision.FP32, Precision.FP16)) {
      failing = precision;

      assertThrows(EngineException.class, () -> guard.open(FIRST));

      assertEquals(0, open());
      assertEquals(Optional.empty(), guard.verdict(FIRST));
    }
  }

  @Test
  void afterAFailureTheDeviceIsAskedAgain() {
    PrecisionGuard<Integer, Integer> guard = guard(MODEL, Precision.FP16);
    failing = Precision.FP16;
    assertThrows(EngineException.class, () -> guard.open(FIRST));
    failing = null;

    try (Predictor predictor = guard.open(FIRST)) {
      assertEquals(Precision.FP16, predictor.precision());
    }

    assertEquals(2, goldens);
  }

  @Test
  void aReopeningThatFailsForgetsNothing() {
    PrecisionGuard<Integer, Integer> guard = guard(MODEL, Precision.FP16);
    guard.open(FIRST).close();
    failing = Precision.FP16;

    assertThrows(EngineException.class, () -> guard.open(FIRST));

    failing = null;
    guard.open(FIRST).close();
    assertEquals(1, goldens);
    assertEquals(0, open());
  }

  @Test
  void thePredictorDoesWhatTheEnginesDoes() {
    Predictor predictor = guard(MODEL, Precision.FP32).open(FIRST);
    Spy spy = last();

    assertEquals(spy.inputs(), predictor.inputs());
    assertEquals(spy.outputs(), predictor.outputs());
    Map<String, Tensor> out = predictor.run(new Plus().assemble(List.of(1)), List.of("out"));
    assertEquals(List.of(2), new Plus().split(out, List.of(1)));
    predictor.trim();
    predictor.close();

    assertEquals(List.of("open FP32", "run FP32", "trim FP32", "close FP32"), log);
  }

  private PrecisionGuard<Integer, Integer> guard(ModelFiles model, Precision wanted) {
    Engine engine = new Opening(this::open);
    return new PrecisionGuard<>(
        engine,
        model,
        VARIANTS,
        new Plus(),
        () -> {
          goldens++;
          return new Numbers();
        },
        device -> {
          wantedFor.add(device);
          return wanted;
        });
  }

  private Predictor open(ModelFiles model, DeviceId device) {
    boolean half = new Fp16Conversion().isHalf(Graph.parse("opened", model.graph().bytes()));
    Precision precision = half ? Precision.FP16 : Precision.FP32;
    if (precision == failing) {
      throw new EngineException("no kernel");
    }
    Spy spy = new Spy(precision);
    opened.add(spy);
    log.add("open " + precision);
    return spy;
  }

  private long open() {
    return opened.stream().filter(spy -> spy.closings == 0).count();
  }

  private Spy last() {
    return opened.get(opened.size() - 1);
  }

  private record Opening(BiFunction<ModelFiles, DeviceId, Predictor> opener) implements Engine {

    @Override
    public String name() {
      return "spying";
    }

    @Override
    public Predictor open(ModelFiles model, DeviceId device) {
      return opener.apply(model, device);
    }
  }

  /** Two numbers. */
  private final class Numbers implements Golden<Integer, Integer> {

    @Override
    public List<Integer> items() {
      return List.of(10, 20);
    }

    @Override
    public Likeness compare(List<Integer> reference, List<Integer> other) {
      assertEquals(0, open(), "both have been closed");
      comparing.run();
      compared = List.of(reference, other);
      return likeness;
    }
  }

  /** Adds one, or two in FP16. */
  private final class Spy implements Predictor {

    private final Precision precision;
    private int closings;

    Spy(Precision precision) {
      this.precision = precision;
    }

    @Override
    public List<TensorSpec> inputs() {
      return List.of(new TensorSpec("in", ElementType.INT32, Shape.of(-1)));
    }

    @Override
    public List<TensorSpec> outputs() {
      return List.of(new TensorSpec("out", ElementType.INT32, Shape.of(-1)));
    }

    /** As an engine that sees the inputs only. */
    @Override
    public Precision precision() {
      return Precision.FP32;
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs, List<String> outputs) {
      assertEquals(0, closings);
      log.add("run " + precision);
      run.run();
      int in = inputs.get("in").data().getInt(0);
      Tensor out = Tensor.allocate(ElementType.INT32, Shape.of(1));
      out.data().putInt(0, in + (precision == Precision.FP16 ? 2 : 1));
      return Map.of("out", out);
    }

    @Override
    public void trim() {
      log.add("trim " + precision);
    }

    @Override
    public void close() {
      closings++;
      log.add("close " + precision);
    }
  }

  private static final class Plus implements Task<Integer, Integer> {

    @Override
    public List<String> outputs() {
      return List.of("out");
    }

    @Override
    public Map<String, Tensor> assemble(List<Integer> items, Tensors tensors) {
      Tensor in = Tensor.allocate(ElementType.INT32, Shape.of(1));
      in.data().putInt(0, items.get(0));
      return Map.of("in", in);
    }

    @Override
    public List<Integer> split(Map<String, Tensor> outputs, List<Integer> items) {
      return List.of(outputs.get("out").data().getInt(0));
    }

    @Override
    public Bucket bucket(Integer item) {
      return new Bucket("number", 1);
    }

    @Override
    public Integer blank() {
      return 0;
    }
  }
}
