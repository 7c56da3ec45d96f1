package dev.quire.engine.process;

import dev.quire.device.DeviceId;
import dev.quire.engine.Engine;
import dev.quire.engine.EngineException;
import dev.quire.engine.Predictor;
import dev.quire.engine.process.Message.Hello;
import dev.quire.engine.process.Message.Open;
import dev.quire.engine.process.Message.Opened;
import dev.quire.model.ModelFile;
import dev.quire.model.ModelFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Opens models in worker processes, one for each predictor, bound to its device. Thread-safe. To be
 * closed at the end of the service, after its predictors: that waits for the processes' ends.
 */
public final class ProcessEngine implements Engine, AutoCloseable {

  private static final Logger LOG = Logger.getLogger(ProcessEngine.class);
  private static final Duration CHECK = Duration.ofMillis(250);
  private static final Duration END = Duration.ofSeconds(5);

  private final EngineSpec engine;
  private final Function<DeviceId, DeviceBinding> bindings;
  private final ProcessSettings settings;
  private final ProcessLauncher launcher;
  private final Set<WorkerProcess> processes = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService checks =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "quire-process-checks");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Also deletes what processes of services that were killed have left behind.
   *
   * @param engine what the worker processes run
   * @param bindings how a device is shown to its process
   */
  public ProcessEngine(
      EngineSpec engine, Function<DeviceId, DeviceBinding> bindings, ProcessSettings settings) {
    this.engine = engine;
    this.bindings = bindings;
    this.settings = settings;
    this.launcher = new ProcessLauncher(settings);
    sweep(settings.memory());
    sweep(settings.scratch());
    checks.scheduleAtFixedRate(
        this::check, CHECK.toMillis(), CHECK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void sweep(Path root) {
    try {
      OwnedFolder.sweep(root);
    } catch (IOException | UncheckedIOException e) {
      LOG.warnf("What an earlier service left in %s stays there: %s", root, e.getMessage());
    }
  }

  private void check() {
    long now = System.nanoTime();
    processes.forEach(process -> process.check(now));
  }

  @Override
  public String name() {
    return engine.name();
  }

  /**
   * {@inheritDoc}
   *
   * @throws EngineException also if the process cannot be started, or gives no answer in time
   * @throws dev.quire.engine.DeviceLostException if the process ends while it opens the model
   */
  @Override
  public Predictor open(ModelFiles model, DeviceId device) {
    String name = "%s on %s".formatted(model.name(), device);
    try {
      return open(model, device, name);
    } catch (IOException | UncheckedIOException e) {
      throw new EngineException(
          "Model %s cannot be opened in a process of its own: %s".formatted(name, e.getMessage()),
          e);
    }
  }

  private Predictor open(ModelFiles model, DeviceId device, String name) throws IOException {
    long end = System.nanoTime() + settings.start().toNanos();
    DeviceBinding binding = bindings.apply(device);
    ProcessLauncher.Launched launched = launcher.launch(name, binding, processes);
    WorkerProcess process = launched.process();
    try {
      Message first = process.await(launched.hello(), left(end));
      if (!(first instanceof Hello hello) || hello.version() != Wire.VERSION) {
        throw new EngineException(
            "The process of model %s speaks another protocol: %s instead of version %d"
                .formatted(name, first, Wire.VERSION));
      }
      Path copies = Files.createDirectory(launched.folders().scratch().resolve("model"));
      Open open =
          new Open(
              engine,
              model.name(),
              file(model.graph(), copies),
              model.weights().isEmpty()
                  ? Optional.empty()
                  : Optional.of(file(model.weights().get(), copies)),
              binding.inside().name());
      CompletableFuture<Message> answer = process.request(open);
      if (process.await(answer, left(end)) instanceof Opened opened) {
        OwnedFolder.delete(copies);
        return new ProcessPredictor(name, process, opened, launched.folders());
      }
      throw ProcessPredictor.failure(answer.join());
    } catch (IOException | RuntimeException e) {
      process.end();
      throw e;
    }
  }

  private static Duration left(long end) {
    return Duration.ofNanos(Math.max(1, end - System.nanoTime()));
  }

  /** A file that the other process can read: its own, or a copy of what lies inside this one. */
  private static Path file(ModelFile file, Path copies) throws IOException {
    if (file instanceof ModelFile.OnDisk onDisk) {
      return onDisk.path().toAbsolutePath();
    }
    String last = file.name().substring(file.name().lastIndexOf('/') + 1);
    return Files.write(copies.resolve(last), file.bytes());
  }

  /** Ends the processes that are left and waits for their ends, for seconds at most. */
  @Override
  public void close() {
    checks.shutdown();
    processes.forEach(WorkerProcess::end);
    processes.forEach(process -> process.awaitEnd(END));
  }
}
