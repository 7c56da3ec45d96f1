package dev.quire.app;

import dev.quire.device.DeviceId;
import dev.quire.engine.Engine;
import dev.quire.engine.EngineException;
import dev.quire.engine.onnx.OnnxEngine;
import dev.quire.engine.onnx.OnnxEngineFactory;
import dev.quire.engine.onnx.OnnxOptions;
import dev.quire.engine.paddle.PaddleBuild;
import dev.quire.engine.paddle.PaddleEngine;
import dev.quire.engine.paddle.PaddleEngineFactory;
import dev.quire.engine.paddle.PaddleOptions;
import dev.quire.engine.process.DeviceBinding;
import dev.quire.engine.process.EngineSpec;
import dev.quire.engine.process.ProcessEngine;
import dev.quire.process.WorkerProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** Makes the engines that run models, here or in processes of their own. Thread-safe. */
final class Engines {

  private static final String LIBRARIES = "LD_LIBRARY_PATH";

  private final WorkerProcesses processes;
  private final Hardware hardware;

  /**
   * @param processes starts those that models run in; closed by its owner, after the predictors
   */
  Engines(WorkerProcesses processes, Hardware hardware) {
    this.processes = processes;
    this.hardware = hardware;
  }

  Engine onnx(OnnxOptions options, Isolation isolation) {
    return isolation == Isolation.IN_PROCESS
        ? new OnnxEngine(options)
        : process(
            new EngineSpec(
                EngineChoice.ONNX.label(),
                OnnxEngineFactory.class,
                OnnxEngineFactory.settings(options)),
            this::binding);
  }

  /** Paddle; in a process for each device, whatever the isolation. */
  Engine paddle(PaddleOptions options) {
    PaddleBuild build = PaddleBuild.onClassPath(Engines.class.getClassLoader());
    return process(
        new EngineSpec(
            PaddleEngine.NAME, PaddleEngineFactory.class, PaddleEngineFactory.settings(options)),
        build.isCuda() ? device -> withLibraries(binding(device), build) : this::binding);
  }

  private Engine process(EngineSpec spec, Function<DeviceId, DeviceBinding> bindings) {
    return new ProcessEngine(spec, bindings, processes);
  }

  private static DeviceBinding withLibraries(DeviceBinding binding, PaddleBuild build) {
    Path folder = build.folder(System.getenv(), Path.of(System.getProperty("user.home")));
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new EngineException(
          "The folder %s for Paddle's libraries cannot be made: %s".formatted(folder, e), e);
    }
    String known = System.getenv(LIBRARIES);
    return binding.with(LIBRARIES, known == null ? folder.toString() : folder + ":" + known);
  }

  /** The name of a GPU holds in every process, its number does not. */
  private DeviceBinding binding(DeviceId device) {
    return hardware
        .gpus()
        .of(device)
        .map(status -> DeviceBinding.gpu(status.gpu().uuid()))
        .orElseGet(() -> DeviceBinding.cpu(device));
  }
}
