package dev.quire.engine.process;

import dev.quire.device.DeviceId;
import dev.quire.engine.Engine;
import dev.quire.engine.EngineException;
import dev.quire.engine.Predictor;
import dev.quire.engine.process.EngineMessage.Hello;
import dev.quire.engine.process.EngineMessage.Open;
import dev.quire.engine.process.EngineMessage.Opened;
import dev.quire.model.ModelFile;
import dev.quire.model.ModelFiles;
import dev.quire.process.ProcessException;
import dev.quire.process.WorkerCommand;
import dev.quire.process.WorkerProcess;
import dev.quire.process.WorkerProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Opens models in worker processes, one for each predictor, bound to its device. Thread-safe. */
public final class ProcessEngine implements Engine {

  private final EngineSpec engine;
  private final Function<DeviceId, DeviceBinding> bindings;
  private final WorkerProcesses processes;

  /**
   * @param engine what the worker processes run
   * @param bindings how a device is shown to its process
   * @param processes starts and keeps them; closed by its owner, after the predictors
   */
  public ProcessEngine(
      EngineSpec engine, Function<DeviceId, DeviceBinding> bindings, WorkerProcesses processes) {
    this.engine = engine;
    this.bindings = bindings;
    this.processes = processes;
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
    } catch (ProcessException e) {
      throw ProcessPredictor.failure(e);
    } catch (IOException | UncheckedIOException e) {
      throw new EngineException(
          "Model %s cannot be opened in a process of its own: %s".formatted(name, e.getMessage()),
          e);
    }
  }

  private Predictor open(ModelFiles model, DeviceId device, String name) throws IOException {
    long end = System.nanoTime() + processes.settings().start().toNanos();
    DeviceBinding binding = bindings.apply(device);
    WorkerCommand command =
        new WorkerCommand(
            name,
            "model " + name,
            ProcessMain.class,
            processes.settings().javaOptions(),
            binding.environment(),
            0,
            processes.settings().silence());
    WorkerProcesses.Launched<EngineMessage> launched = processes.launch(command, new EngineCodec());
    WorkerProcess<EngineMessage> process = launched.process();
    try {
      EngineMessage first = process.await(launched.hello(), left(end));
      if (!(first instanceof Hello hello) || hello.version() != EngineCodec.VERSION) {
        throw new EngineException(
            "The process of model %s speaks another protocol: %s instead of version %d"
                .formatted(name, first, EngineCodec.VERSION));
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
      CompletableFuture<EngineMessage> answer = process.request(open);
      if (process.await(answer, left(end)) instanceof Opened opened) {
        deleteCopies(copies);
        return new ProcessPredictor(name, process, opened, launched.folders());
      }
      throw ProcessPredictor.failure(answer.join());
    } catch (IOException | RuntimeException e) {
      process.end();
      throw e;
    }
  }

  /** They are what this process has just put there, and nothing else is in their folder. */
  private static void deleteCopies(Path copies) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(copies)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(copies);
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
}
