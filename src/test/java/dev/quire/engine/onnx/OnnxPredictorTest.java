package dev.quire.engine.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.quire.device.DeviceId;
import dev.quire.engine.DeviceLostException;
import dev.quire.engine.EngineException;
import dev.quire.engine.OutOfDeviceMemoryException;
import dev.quire.engine.Predictor;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class OnnxPredictorTest {

  private static final DeviceId CPU = DeviceId.parse("cpu");
  private static final OnnxOptions OPTIONS = new OnnxOptions(1, false);
  private static final int SIDE = 192;

  /** Of the matrices that {@link #slow()} multiplies. */
  private static final int SLOW_SIDE = 768;

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void endThreads() throws InterruptedException {
    threads.shutdown();
    assertTrue(threads.awaitTermination(60, TimeUnit.SECONDS));
  }

  // outputs of fixed shape

  @Test
  void mixesFixedAndDynamicOutputs() {
    try (Predictor predictor = open(mixed(1))) {
      for (float value : new float[] {3, 4, 5}) {
        Map<String, Tensor> out = run(predictor, tensor(value, 1, 2), "dynamic", "fixed");

        assertEquals(List.of("dynamic", "fixed"), List.copyOf(out.keySet()));
        assertEquals(-value, out.get("dynamic").data().getFloat(4));
        assertEquals(value, out.get("fixed").data().getFloat(4));
      }
      assertEquals(7, run(predictor, tensor(-7, 1, 2), "fixed").get("fixed").data().getFloat(0));
      assertEquals(
          7, run(predictor, tensor(-7, 1, 2), "dynamic").get("dynamic").data().getFloat(0));
    }
  }

  @Test
  void fixedOutputsOutliveLaterRunsAndThePredictor() {
    Map<String, Tensor> first;
    try (Predictor predictor = open(mixed(1))) {
      first = run(predictor, tensor(3, 1, 2), "fixed");
      run(predictor, tensor(9, 1, 2), "fixed");
    }

    assertEquals(3, first.get("fixed").data().getFloat(0));
    assertEquals(3, first.get("fixed").data().getFloat(4));
  }

  @Test
  void anOutputMayBeAskedForTwice() {
    try (Predictor predictor = open(mixed(1))) {
      assertEquals(1, run(predictor, tensor(3, 1, 2), "fixed", "fixed").size());
    }
  }

  @Test
  void shapesThatTheGraphDeclaresWronglyAreFoundOut() {
    try (Predictor predictor = open(mixed(1))) {
      assertEquals(Shape.of(1, 2), fixedShape(predictor, 1));
      assertEquals(Shape.of(3, 2), fixedShape(predictor, 3));
      assertEquals(Shape.of(1, 2), fixedShape(predictor, 1));
      assertEquals(Shape.of(2, 2), fixedShape(predictor, 2));
    }
  }

  @Test
  void aRunThatFailsAnywayKeepsItsReason() {
    byte[] graph =
        new Graphs()
            .input("a", ElementType.FLOAT32, -1)
            .input("b", ElementType.FLOAT32, -1)
            .output("sum", ElementType.FLOAT32, 2)
            .node("Add", List.of("a", "b"), List.of("sum"))
            .build();
    try (Predictor predictor = open(graph)) {
      predictor.trim();
      EngineException failure =
          assertThrows(
              EngineException.class,
              () -> predictor.run(Map.of("a", tensor(1, 2), "b", tensor(1, 3)), List.of("sum")));
      assertTrue(failure.getMessage().startsWith("A run of model test failed on cpu: "));
      assertTrue(failure.getMessage().contains("2 by 3"), failure.getMessage());
      assertFalse(failure.getMessage().contains("\n"));

      Map<String, Tensor> out =
          predictor.run(Map.of("a", tensor(1, 2), "b", tensor(4, 2)), List.of("sum"));
      assertEquals(5, out.get("sum").data().getFloat(0));
    }
  }

  // memory

  @Test
  void tellsThatMemoryIsShort() {
    byte[] graph =
        new Graphs()
            .input("size", ElementType.INT64, 2)
            .output("out", ElementType.FLOAT32, -1, -1)
            .floats("one", List.of(1f), 1)
            .node("Expand", List.of("one", "size"), List.of("out"))
            .build();
    try (Predictor predictor = open(graph)) {
      // 256 TiB: more than a process can address, whatever the machine lends
      Tensor size = Tensor.allocate(ElementType.INT64, Shape.of(2));
      size.data().asLongBuffer().put(1L << 24).put(1L << 22);

      OutOfDeviceMemoryException failure =
          assertThrows(
              OutOfDeviceMemoryException.class,
              () -> predictor.run(Map.of("size", size), List.of("out")));
      assertTrue(failure.getMessage().startsWith("A run of model test failed on cpu: "));

      size.data().asLongBuffer().put(2).put(3);
      assertEquals(
          Shape.of(2, 3), predictor.run(Map.of("size", size), List.of("out")).get("out").shape());
    }
  }

  @Test
  void runsOnAfterTrims() throws Exception {
    try (Predictor predictor = open(mixed(1))) {
      predictor.trim();
      for (int i = 0; i < 3; i++) {
        assertEquals(4, run(predictor, tensor(4, 1, 2), "fixed").get("fixed").data().getFloat(0));
        threads.submit(predictor::trim).get();
        predictor.trim();
      }
    }
  }

  @Test
  void trimsGiveMemoryBack() throws IOException {
    Path status = Path.of("/proc/self/statm");
    assumeTrue(Files.exists(status), "memory is read from Linux's /proc");
    try (Predictor predictor = open(wide())) {
      Tensor small = tensor(1, 1, 64);
      // the CPU's arena never gives its first region back, so that one must not be the large one
      run(predictor, small, "out");
      run(predictor, tensor(1, 1 << 19, 64), "out");
      run(predictor, small, "out");
      long before = residentPages(status);

      predictor.trim();
      run(predictor, small, "out");

      // the arena holds hundreds of MiB; a quarter of that is beyond what else may come or go
      long givenBack = (before - residentPages(status)) * 4096;
      assertTrue(givenBack > 64 << 20, "given back: " + givenBack);
      assertEquals(Shape.of(1, 1), run(predictor, small, "out").get("out").shape());
    }
  }

  @Test
  void aSessionThatCannotShrinkRunsNevertheless() throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    SessionOpener opener = new SessionOpener(OPTIONS, NativeProvider::of);
    try (Predictor predictor =
        new OnnxPredictor(
            "test",
            CPU,
            "gpu:0",
            environment,
            opener.open(environment, Models.of(mixed(1)).graph(), List.of()))) {
      for (int i = 0; i < 3; i++) {
        predictor.trim();
        assertEquals(4, run(predictor, tensor(4, 1, 2), "fixed").get("fixed").data().getFloat(0));
      }
    }
  }

  // closing

  @Test
  void closingStopsARun() throws Exception {
    Predictor predictor = open(slow());
    Future<Map<String, Tensor>> run = startedRun(predictor);

    predictor.close();
    predictor.close();

    ExecutionException end =
        assertThrows(ExecutionException.class, () -> run.get(10, TimeUnit.SECONDS));
    assertEquals(DeviceLostException.class, end.getCause().getClass());
    assertEquals(
        "A run of model test on cpu was stopped because its predictor was closed",
        end.getCause().getMessage());
    assertThrows(
        IllegalStateException.class, () -> run(predictor, tensor(0, SLOW_SIDE, SLOW_SIDE), "out"));
  }

  @Test
  void aSecondRunAtATimeIsRefused() throws Exception {
    Predictor predictor = open(slow());
    Future<Map<String, Tensor>> run = startedRun(predictor);

    IllegalStateException refusal =
        assertThrows(
            IllegalStateException.class,
            () -> run(predictor, tensor(0, SLOW_SIDE, SLOW_SIDE), "out"));
    assertEquals(
        "The predictor of model test on cpu is running already; it takes one run at a time",
        refusal.getMessage());

    predictor.close();
    assertThrows(ExecutionException.class, run::get);
  }

  /** A single operator cannot be stopped: its run goes on, and nothing is freed below it. */
  @Test
  void closingDoesNotWaitForAnOperator() throws Exception {
    long side = 2500;
    Predictor predictor =
        open(
            new Graphs()
                .input("in", ElementType.FLOAT32, side, side)
                .output("out", ElementType.FLOAT32, side, side)
                .node("MatMul", List.of("in", "in"), List.of("out"))
                .build());
    Tensor in = tensor(1, side, side);
    Future<Map<String, Tensor>> run = started(() -> run(predictor, in, "out"));

    predictor.close();
    assertFalse(run.isDone(), "the operator goes on");

    try {
      assertEquals(side, run.get(60, TimeUnit.SECONDS).get("out").data().getFloat(0));
    } catch (ExecutionException e) {
      boolean stopped = e.getCause() instanceof DeviceLostException;
      assertTrue(stopped || e.getCause() instanceof IllegalStateException, e.toString());
    }
  }

  /** Whatever the moment, a run ends as a run, a stopped run or a refusal, and never crashes. */
  @Test
  void closingAtAnyMomentIsSafe() throws Exception {
    byte[] graph = chain(40, SIDE);
    for (int round = 0; round < 30; round++) {
      Predictor predictor = open(graph);
      Future<Integer> runs =
          threads.submit(
              () -> {
                int done = 0;
                try {
                  while (true) {
                    Tensor out = run(predictor, tensor(0, SIDE, SIDE), "out").get("out");
                    assertEquals(0, out.data().getFloat(0));
                    done++;
                  }
                } catch (DeviceLostException | IllegalStateException closed) {
                  return done;
                }
              });
      TimeUnit.MILLISECONDS.sleep(round);
      Future<?> trim = threads.submit(predictor::trim);
      Future<?> other = threads.submit(predictor::close);
      predictor.close();
      other.get();
      trim.get();
      runs.get(10, TimeUnit.SECONDS);
    }
  }

  /** Begins a run of a slow graph, and returns when it is under way. */
  private Future<Map<String, Tensor>> startedRun(Predictor predictor) throws InterruptedException {
    Tensor in = tensor(0, SLOW_SIDE, SLOW_SIDE);
    Future<Map<String, Tensor>> run = started(() -> run(predictor, in, "out"));
    assertFalse(run.isDone());
    return run;
  }

  /** Begins a run, and returns when it is in native code. */
  private Future<Map<String, Tensor>> started(Callable<Map<String, Tensor>> run)
      throws InterruptedException {
    AtomicReference<Thread> runner = new AtomicReference<>();
    Future<Map<String, Tensor>> running =
        threads.submit(
            () -> {
              runner.set(Thread.currentThread());
              return run.call();
            });
    while (!running.isDone() && !isInNativeRun(runner.get())) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    return running;
  }

  private static boolean isInNativeRun(Thread runner) {
    if (runner == null) {
      return false;
    }
    StackTraceElement[] stack = runner.getStackTrace();
    return stack.length > 0
        && stack[0].isNativeMethod()
        && stack[0].getClassName().equals("ai.onnxruntime.OrtSession");
  }

  /** Seconds of work in steps of some ten milliseconds. */
  private static byte[] slow() {
    return chain(1_000, SLOW_SIDE);
  }

  private static byte[] chain(int length, int side) {
    Graphs graph =
        new Graphs()
            .input("x0", ElementType.FLOAT32, side, side)
            .output("out", ElementType.FLOAT32, side, side);
    for (int i = 0; i < length; i++) {
      graph.node(
          "MatMul", List.of("x" + i, "x0"), List.of(i == length - 1 ? "out" : "x" + (i + 1)));
    }
    return graph.build();
  }

  /** Takes much memory for intermediate results and little for its output. */
  private static byte[] wide() {
    return new Graphs()
        .input("in", ElementType.FLOAT32, -1, 64)
        .output("out", ElementType.FLOAT32, 1, 1)
        .node("Exp", List.of("in"), List.of("exp"))
        .node("Softmax", List.of("exp"), List.of("softmax"))
        .node("ReduceMax", List.of("softmax"), List.of("out"))
        .build();
  }

  /** A graph whose output {@code fixed} says that it has so many rows, and has as many as given. */
  private static byte[] mixed(int rows) {
    return new Graphs()
        .input("in", ElementType.FLOAT32, -1, 2)
        .output("fixed", ElementType.FLOAT32, rows, 2)
        .output("dynamic", ElementType.FLOAT32, -1, 2)
        .node("Abs", List.of("in"), List.of("fixed"))
        .node("Neg", List.of("in"), List.of("dynamic"))
        .build();
  }

  private static Shape fixedShape(Predictor predictor, int rows) {
    Map<String, Tensor> out = run(predictor, tensor(-2, rows, 2), "fixed", "dynamic");
    assertEquals(2, out.get("fixed").data().getFloat(rows * 2 * 4 - 4));
    return out.get("fixed").shape();
  }

  private static Map<String, Tensor> run(Predictor predictor, Tensor in, String... wanted) {
    return predictor.run(Map.of(predictor.inputs().get(0).name(), in), List.of(wanted));
  }

  private static Tensor tensor(float value, long... shape) {
    Tensor tensor = Tensor.allocate(ElementType.FLOAT32, Shape.of(shape));
    for (int i = 0; i < tensor.data().capacity(); i += 4) {
      tensor.data().putFloat(i, value);
    }
    return tensor;
  }

  private static long residentPages(Path status) throws IOException {
    return Long.parseLong(Files.readString(status).split(" ")[1]);
  }

  private static Predictor open(byte[] graph) {
    return new OnnxEngine(OPTIONS).open(Models.of(graph), CPU);
  }
}
