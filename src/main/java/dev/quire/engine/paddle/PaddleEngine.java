package dev.quire.engine.paddle;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import dev.quire.device.DeviceId;
import dev.quire.engine.Engine;
import dev.quire.engine.EngineException;
import dev.quire.engine.Predictor;
import dev.quire.model.ModelException;
import dev.quire.model.ModelFile;
import dev.quire.model.ModelFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Paddle 2.3.2, in this process. It belongs in a process of its own, since any error in its C++
 * code ends the process, as does a lack of memory. What can be foreseen is refused before it gets
 * there. A process takes some 170 MB besides its models, and 500 MB more where it may lock as much
 * memory: Paddle locks a pool, and goes without the lock where that is refused. Thread-safe.
 */
public final class PaddleEngine implements Engine {

  /** What configuration, metrics and answers call it. */
  public static final String NAME = "paddlepaddle";

  private final PaddleModelCheck check = new PaddleModelCheck();
  private final PaddleBuild build;
  private final VisibleGpus gpus;
  private final ProgramLoader loader;

  /**
   * With the library on the class path.
   *
   * @throws EngineException if there is none
   */
  public PaddleEngine(PaddleOptions options) {
    this(
        PaddleBuild.onClassPath(PaddleEngine.class.getClassLoader()),
        new DjlGpus(),
        new DjlProgramLoader(options));
  }

  PaddleEngine(PaddleBuild build, VisibleGpus gpus, ProgramLoader loader) {
    this.build = build;
    this.gpus = gpus;
    this.loader = loader;
  }

  @Override
  public String name() {
    return NAME;
  }

  /**
   * Opens a model. A GPU that cannot be used is an error; the CPU never takes its place.
   *
   * @param device {@code cpu} or {@code cpu:N}, where the number only tells workers apart, or
   *     {@code gpu:N}, the CUDA device of that ordinal
   * @throws EngineException if the native library does not load, the device or its driver is
   *     missing, or a file is missing, broken or not the other's
   */
  @Override
  public Predictor open(ModelFiles model, DeviceId device) {
    try {
      PaddleSignature signature = check.check(model);
      return new PaddlePredictor(
          model.name(), device, signature, load(model, place(model, device)));
    } catch (IOException
        | MalformedModelException
        | ModelException
        | UncheckedIOException
        | IllegalStateException e) {
      throw new EngineException(refusal(model, device, e.getMessage()), e);
    } catch (LinkageError e) {
      throw new EngineException(
          refusal(model, device, "Paddle's native library does not load: " + causes(e)), e);
    }
  }

  /** Paddle reads the files when it loads them and not again. */
  private Model load(ModelFiles model, Device place) throws IOException, MalformedModelException {
    ModelFile parameters = model.weights().orElseThrow();
    try (ProgramFolder folder = ProgramFolder.of(model.graph(), parameters)) {
      return loader.load(folder.path(), place);
    }
  }

  private Device place(ModelFiles model, DeviceId device) {
    PaddleDevices devices = new PaddleDevices(build);
    devices.require(model.name(), device, Optional.empty());
    int count = build.isCuda() ? gpus.count() : 0;
    if (build.isCuda() && count == 0) {
      throw new EngineException(
          refusal(
              model,
              device,
              ("Paddle's library for CUDA (%s) loads only where a GPU is in sight, and none is;"
                      + " check nvidia-smi, CUDA_VISIBLE_DEVICES and that libcudart.so is on the"
                      + " library path")
                  .formatted(build.flavor())));
    }
    if (!PaddleDevices.isGpu(device)) {
      return Device.cpu();
    }
    int ordinal = PaddleDevices.ordinal(device);
    if (ordinal >= count) {
      throw new EngineException(
          refusal(
              model,
              device,
              "CUDA shows this process %d GPUs, numbered from 0; compare nvidia-smi -L and"
                      .formatted(count)
                  + " CUDA_VISIBLE_DEVICES"));
    }
    devices.require(model.name(), device, Optional.of(gpus.capability(ordinal)));
    return Device.gpu(ordinal);
  }

  /** DJL loads the library while it initialises a class, whose own error says nothing. */
  private static String causes(Throwable error) {
    return Stream.iterate(error, Objects::nonNull, Throwable::getCause)
        .map(Throwable::getMessage)
        .filter(Objects::nonNull)
        .collect(Collectors.joining(": "));
  }

  private static String refusal(ModelFiles model, DeviceId device, String cause) {
    return "Model %s (%s) cannot be opened on %s: %s"
        .formatted(model.name(), model.graph().name(), device, cause);
  }
}
