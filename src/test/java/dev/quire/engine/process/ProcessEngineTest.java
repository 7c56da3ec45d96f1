package dev.quire.engine.process;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import dev.quire.model.ModelFile;
import dev.quire.model.ModelFiles;
import dev.quire.process.Abandoned;
import dev.quire.process.ProcessSettings;
import dev.quire.process.WorkerProcesses;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Worker processes are real here; what they run is {@link ScriptedFactory}. */
@Timeout(60)
class ProcessEngineTest {

  private static final DeviceId CPU = DeviceId.parse("cpu");
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void nothingIsLeft() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    assertEquals(List.of(), files(), "files left behind");
    assertEquals(0, ProcessHandle.current().children().filter(this::isOwn).count());
  }

  /** Other tests may have processes, too. */
  private boolean isOwn(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains(folder.toString());
  }

  @Test
  void runsInAnotherProcess() {
    Predictor predictor = engine(Map.of("setting", "blue")).open(model(), CPU);
    Map<String, String> facts = facts(predictor);
    assertNotEquals(String.valueOf(ProcessHandle.current().pid()), facts.get("pid"));
    assertEquals("cpu", facts.get("device"));
    assertEquals("", facts.get("visible"));
    assertEquals("blue", facts.get("setting"));
    assertEquals("3", facts.get("graph"));
    assertEquals("2", facts.get("weights"));
    assertTrue(Path.of(facts.get("tmp")).startsWith(folder));
  }

  @Test
  void tellsWhatTheModelTakesAndGives() {
    Predictor predictor = engine().open(model(), CPU);
    assertEquals(ScriptedFactory.INPUT, predictor.inputs().get(0).name());
    assertEquals(Shape.of(Shape.DYNAMIC), predictor.inputs().get(0).shape());
    assertEquals(3, predictor.outputs().size());
    assertEquals(Precision.FP16, predictor.precision());
  }

  @Test
  void bindsAGpuByItsName() {
    Predictor predictor =
        engine(Map.of(), device -> DeviceBinding.gpu("GPU-8a56"), settings())
            .open(model(), DeviceId.parse("gpu:3"));
    assertEquals("gpu:0", facts(predictor).get("device"));
    assertEquals("GPU-8a56", facts(predictor).get("visible"));
  }

  @Test
  void passesTensorsOfAllSizes() {
    Predictor predictor = engine().open(model(), CPU);
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
    Predictor predictor = engine().open(model(), CPU);
    byte[] first = harmless(new Random(6), 1000);
    byte[] second = harmless(new Random(7), 1000);
    shared(predictor, first);
    Tensor own = Tensor.allocate(ElementType.UINT8, Shape.of(second.length));
    own.data().put(0, second);
    assertEquals(
        sum(second), run(predictor, own, ScriptedFactory.SUM).get("sum").data().getLong(0));
  }

  @Test
  void whatWasFetchedStays() {
    Predictor predictor = engine().open(model(), CPU);
    byte[] bytes = harmless(new Random(8), 1000);
    Tensor copy =
        run(predictor, shared(predictor, bytes), ScriptedFactory.COPY).get(ScriptedFactory.COPY);
    run(predictor, shared(predictor, new byte[1000]), ScriptedFactory.COPY);
    predictor.close();
    assertArrayEquals(bytes, bytes(copy));
  }

  @Test
  void failuresKeepTheirKind() {
    Predictor predictor = engine().open(model(), CPU);
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
    assertEquals("0", facts(predictor).get("trims"), "it still runs");
  }

  @Test
  void aRunThatKillsTheProcessFailsAsALostDevice() {
    Predictor predictor = engine().open(model(), CPU);
    DeviceLostException lost =
        assertThrows(DeviceLostException.class, () -> order(predictor, ScriptedFactory.ABORT));
    assertTrue(lost.getMessage().contains("signal 6 (SIGABRT)"), lost.getMessage());
    assertTrue(lost.getMessage().contains("SomeError: a kernel failed"), lost.getMessage());
    assertThrows(DeviceLostException.class, () -> order(predictor, (byte) 1));
  }

  @Test
  void aKilledProcessIsNoticedAtOnce() throws Exception {
    Predictor predictor = engine().open(model(), CPU);
    CompletableFuture<DeviceLostException> heard = new CompletableFuture<>();
    predictor.whenLost(heard::complete);
    ProcessHandle.of(Long.parseLong(facts(predictor).get("pid"))).get().destroyForcibly();
    assertTrue(heard.get(30, TimeUnit.SECONDS).getMessage().contains("signal 9 (SIGKILL)"));
    assertThrows(DeviceLostException.class, () -> order(predictor, (byte) 1));
  }

  @Test
  void whoAsksTooLateHearsOfTheEndAllTheSame() throws Exception {
    Predictor predictor = engine().open(model(), CPU);
    assertThrows(DeviceLostException.class, () -> order(predictor, ScriptedFactory.ABORT));
    CompletableFuture<DeviceLostException> heard = new CompletableFuture<>();
    predictor.whenLost(heard::complete);
    heard.get(30, TimeUnit.SECONDS);
  }

  @Test
  void aProcessThatStopsIsEnded() throws Exception {
    ProcessSettings impatient =
        new ProcessSettings(folder, folder, settings().javaOptions(), LONG, Duration.ofSeconds(2));
    Predictor predictor = engine(Map.of(), DeviceBinding::cpu, impatient).open(model(), CPU);
    CompletableFuture<DeviceLostException> heard = new CompletableFuture<>();
    predictor.whenLost(heard::complete);
    new ProcessBuilder("kill", "-STOP", facts(predictor).get("pid")).start().waitFor();
    String reason = heard.get(30, TimeUnit.SECONDS).getMessage();
    assertTrue(reason.contains("gave no sign of life for 2000 ms"), reason);
  }

  @Test
  void closingEndsARunThatHangs() throws Exception {
    Predictor predictor = engine().open(model(), CPU);
    predictor.whenLost(lost -> open.add(() -> assertEquals("nothing", lost.getMessage())));
    AtomicReference<Thread> asker = new AtomicReference<>();
    CompletableFuture<Throwable> run =
        CompletableFuture.supplyAsync(
            () -> {
              asker.set(Thread.currentThread());
              return assertThrows(
                  DeviceLostException.class, () -> order(predictor, ScriptedFactory.HANG));
            });
    while (!run.isDone() && !waits(asker.get())) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    assertFalse(run.isDone());
    predictor.close();
    assertTrue(run.get(30, TimeUnit.SECONDS).getMessage().contains("was closed"));
    assertThrows(IllegalStateException.class, () -> order(predictor, (byte) 1));
    predictor.close();
  }

  /** For the answer, when the question has been sent. */
  private static boolean waits(Thread asker) {
    return asker != null
        && (asker.getState() == Thread.State.WAITING
            || asker.getState() == Thread.State.TIMED_WAITING);
  }

  @Test
  void trimsReachTheEngine() {
    Predictor predictor = engine().open(model(), CPU);
    predictor.trim();
    predictor.trim();
    assertEquals("2", facts(predictor).get("trims"));
  }

  @Test
  void aModelThatDoesNotOpenSaysWhy() {
    assertEquals(
        "no such weights",
        assertThrows(
                EngineException.class,
                () -> engine(Map.of(ScriptedFactory.OPENING, "fail")).open(model(), CPU))
            .getMessage());
    String aborted =
        assertThrows(
                DeviceLostException.class,
                () -> engine(Map.of(ScriptedFactory.OPENING, "abort")).open(model(), CPU))
            .getMessage();
    assertTrue(aborted.contains("SIGABRT"), aborted);
  }

  @Test
  void aModelThatNeverOpensIsGivenUp() {
    ProcessSettings impatient =
        new ProcessSettings(
            folder, folder, settings().javaOptions(), Duration.ofSeconds(3), Duration.ofMinutes(1));
    ProcessEngine engine =
        engine(Map.of(ScriptedFactory.OPENING, "hang"), DeviceBinding::cpu, impatient);
    String reason =
        assertThrows(EngineException.class, () -> engine.open(model(), CPU)).getMessage();
    assertTrue(reason.contains("no answer"), reason);
  }

  @Test
  void aFactoryThatIsNoneIsRefused() {
    ProcessEngine engine =
        new ProcessEngine(
            new EngineSpec("odd", "java.lang.String", Map.of()),
            DeviceBinding::cpu,
            keep(new WorkerProcesses(settings())));
    String reason =
        assertThrows(EngineException.class, () -> engine.open(model(), CPU)).getMessage();
    assertTrue(reason.contains("The engine odd cannot be made"), reason);
  }

  @Test
  void aJvmThatDoesNotStartSaysSo() {
    ProcessSettings wrong =
        new ProcessSettings(folder, folder, List.of("-XX:NoSuchOption"), LONG, LONG);
    ProcessEngine engine = engine(Map.of(), DeviceBinding::cpu, wrong);
    String reason =
        assertThrows(EngineException.class, () -> engine.open(model(), CPU)).getMessage();
    assertTrue(reason.contains("ended with exit code 1 before it was ready"), reason);
    assertTrue(reason.contains("NoSuchOption"), reason);
  }

  @Test
  void closingEndsEveryProcess() {
    WorkerProcesses all = keep(new WorkerProcesses(settings()));
    ProcessEngine engine =
        new ProcessEngine(
            new EngineSpec("scripted", ScriptedFactory.class, Map.of()), DeviceBinding::cpu, all);
    List<ProcessHandle> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Predictor predictor = engine.open(model(), DeviceId.parse("cpu:" + i));
      processes.add(ProcessHandle.of(Long.parseLong(facts(predictor).get("pid"))).orElseThrow());
    }
    all.close();
    assertTrue(processes.stream().noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void sweepsWhatKilledServicesLeft() throws IOException {
    Path left = Abandoned.in(folder);
    Files.write(Files.createDirectory(left.resolve("inputs")).resolve("slot-0"), new byte[10]);
    engine();
    assertFalse(Files.exists(left));
  }

  /** What the sweep of folders goes by is tested with the folders. */
  @Test
  void aUsersFolderStays() throws IOException {
    Path data = Files.createDirectory(folder.resolve("quire-1-data"));
    Files.setLastModifiedTime(data, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
    engine().open(model(), CPU).close();
    assertTrue(Files.exists(data));
    Files.delete(data);
  }

  @Test
  void aQuestionThatIsTooLongFailsAtOnceAndAlone() {
    Predictor predictor = engine().open(model(), CPU);
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
    Predictor predictor = engine().open(model(), CPU);
    EngineException failure =
        assertThrows(EngineException.class, () -> order(predictor, ScriptedFactory.LONG_FAILURE));
    assertFalse(failure instanceof DeviceLostException, failure::toString);
    assertTrue(failure.getMessage().contains("at most"), failure::getMessage);
    assertEquals("cpu", facts(predictor).get("device"));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private ProcessSettings settings() {
    return new ProcessSettings(
        folder, folder, List.of("-Xmx64m", "-XX:TieredStopAtLevel=1"), LONG, LONG);
  }

  private ProcessEngine engine() {
    return engine(Map.of());
  }

  private ProcessEngine engine(Map<String, String> settings) {
    return engine(settings, DeviceBinding::cpu, settings());
  }

  private ProcessEngine engine(
      Map<String, String> settings,
      java.util.function.Function<DeviceId, DeviceBinding> bindings,
      ProcessSettings process) {
    return new ProcessEngine(
        new EngineSpec("scripted", ScriptedFactory.class, settings),
        bindings,
        keep(new WorkerProcesses(process)));
  }

  private WorkerProcesses keep(WorkerProcesses processes) {
    open.add(processes);
    return processes;
  }

  private static ModelFiles model() {
    return new ModelFiles(
        "scripted",
        new ModelFile.Embedded("graph", () -> new byte[3]),
        Optional.of(new ModelFile.Embedded("weights", () -> new byte[2])));
  }

  private static byte[] harmless(Random random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    if (size > 0) {
      bytes[0] = 1;
    }
    return bytes;
  }

  private static long sum(byte[] bytes) {
    long sum = 0;
    for (byte each : bytes) {
      sum += Byte.toUnsignedInt(each);
    }
    return sum;
  }

  private static Tensor shared(Predictor predictor, byte[] bytes) {
    Tensor tensor =
        predictor
            .tensors()
            .tensor(ScriptedFactory.INPUT, ElementType.UINT8, Shape.of(bytes.length));
    tensor.data().put(0, bytes);
    return tensor;
  }

  private static Map<String, Tensor> run(Predictor predictor, Tensor input, String... outputs) {
    return predictor.run(Map.of(ScriptedFactory.INPUT, input), List.of(outputs));
  }

  private static void order(Predictor predictor, byte order) {
    run(predictor, shared(predictor, new byte[] {order}), ScriptedFactory.SUM);
  }

  private static Map<String, String> facts(Predictor predictor) {
    Tensor facts =
        run(predictor, shared(predictor, new byte[] {1}), ScriptedFactory.FACTS)
            .get(ScriptedFactory.FACTS);
    Map<String, String> all = new HashMap<>();
    for (String line : new String(bytes(facts), UTF_8).split("\n")) {
      all.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
    }
    return all;
  }

  private static byte[] bytes(Tensor tensor) {
    byte[] bytes = new byte[tensor.data().limit()];
    tensor.data().get(0, bytes);
    return bytes;
  }
}
