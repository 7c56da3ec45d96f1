package dev.quire.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.quire.device.DeviceId;
import dev.quire.engine.Predictor;
import dev.quire.model.ModelFile;
import dev.quire.model.ModelFiles;
import dev.quire.process.ParentDeathSignal;
import dev.quire.process.ProcessSettings;
import dev.quire.process.WorkerProcesses;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of worker processes when the service is killed: it cannot tidy up itself. */
@Timeout(60)
class KilledServiceTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;

  /** The service: opens two models, says their processes' numbers, and runs one for ever. */
  static final class Service {

    public static void main(String[] args) throws Exception {
      Path folder = Path.of(args[0]);
      ProcessEngine engine =
          new ProcessEngine(
              new EngineSpec("scripted", ScriptedFactory.class, Map.of()),
              DeviceBinding::cpu,
              new WorkerProcesses(
                  new ProcessSettings(
                      folder,
                      folder,
                      List.of("-Xmx64m", "-XX:TieredStopAtLevel=1"),
                      PATIENCE,
                      PATIENCE)));
      ModelFiles model =
          new ModelFiles("scripted", new ModelFile.Embedded("graph", () -> new byte[3]));
      Predictor idle = engine.open(model, DeviceId.parse("cpu:0"));
      Predictor busy = engine.open(model, DeviceId.parse("cpu:1"));
      run(idle, (byte) 1);
      ProcessHandle.current().children().forEach(child -> System.out.println(child.pid()));
      System.out.println("ready");
      if (args[1].equals("busy")) {
        run(busy, ScriptedFactory.HANG);
      }
      new CountDownLatch(1).await();
    }

    private static void run(Predictor predictor, byte order) {
      Tensor tensor =
          predictor.tensors().tensor(ScriptedFactory.INPUT, ElementType.UINT8, Shape.of(1));
      tensor.data().put(0, order);
      predictor.run(Map.of(ScriptedFactory.INPUT, tensor), List.of(ScriptedFactory.SUM));
    }
  }

  /** Of its workers one runs and the other does not. */
  @Test
  void nothingIsLeftOfAKilledService() throws Exception {
    Process service = start("busy");
    List<ProcessHandle> workers = workers(service);
    assertEquals(2, workers.size());
    assertTrue(workers.stream().allMatch(ProcessHandle::isAlive));
    service.destroyForcibly().waitFor();
    for (ProcessHandle worker : workers) {
      worker.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    assertEquals(List.of(), files());
  }

  @Test
  void theNextServiceSweepsUpWhenAllAreKilledAtOnce() throws Exception {
    Process service = start("idle");
    List<ProcessHandle> workers = workers(service);
    // a stopped service cannot tidy up, nor do killed processes
    signal("STOP", service.toHandle());
    for (ProcessHandle worker : workers) {
      worker.destroyForcibly();
    }
    service.destroyForcibly().waitFor();
    for (ProcessHandle worker : workers) {
      worker.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    try (Stream<Path> folders = Files.list(files().get(0))) {
      assertEquals(4, folders.count());
    }
    startAndEnd();
    assertEquals(List.of(), files());
  }

  /** It wakes up, sees that the service is gone and tidies up. */
  @Test
  void aStoppedProcessDoesNotOutliveTheService() throws Exception {
    assumeFalse(ParentDeathSignal.prefix().isEmpty(), "there is no setpriv");
    Process service = start("idle");
    List<ProcessHandle> workers = workers(service);
    for (ProcessHandle worker : workers) {
      signal("STOP", worker);
    }
    service.destroyForcibly().waitFor();
    for (ProcessHandle worker : workers) {
      worker.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    assertEquals(List.of(), files());
  }

  private void startAndEnd() {
    new WorkerProcesses(
            new ProcessSettings(
                folder, folder, List.of("-Xmx64m", "-XX:TieredStopAtLevel=1"), PATIENCE, PATIENCE))
        .close();
  }

  private static void signal(String name, ProcessHandle process) throws Exception {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  private Process start(String state) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:-UsePerfData",
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Service.class.getName(),
            folder.toString(),
            state)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static List<ProcessHandle> workers(Process service) throws IOException {
    List<ProcessHandle> workers = new ArrayList<>();
    BufferedReader said = service.inputReader();
    for (String line = said.readLine(); !"ready".equals(line); line = said.readLine()) {
      workers.add(ProcessHandle.of(Long.parseLong(line)).orElseThrow());
    }
    return workers;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
