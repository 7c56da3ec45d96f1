package dev.quire.engine.process;

import static dev.quire.engine.process.Orders.bytes;
import static dev.quire.engine.process.Orders.facts;
import static dev.quire.engine.process.Orders.harmless;
import static dev.quire.engine.process.Orders.model;
import static dev.quire.engine.process.Orders.order;
import static dev.quire.engine.process.Orders.run;
import static dev.quire.engine.process.Orders.shared;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.device.DeviceId;
import dev.quire.engine.DeviceLostException;
import dev.quire.engine.EngineException;
import dev.quire.engine.Predictor;
import dev.quire.process.Abandoned;
import dev.quire.process.ProcessSettings;
import dev.quire.process.WorkerProcesses;
import dev.quire.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  void bindsAGpuByItsName() {
    Predictor predictor =
        engine(Map.of(), device -> DeviceBinding.gpu("GPU-8a56"), settings())
            .open(model(), DeviceId.parse("gpu:3"));
    assertEquals("gpu:0", facts(predictor).get("device"));
    assertEquals("GPU-8a56", facts(predictor).get("visible"));
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
}
