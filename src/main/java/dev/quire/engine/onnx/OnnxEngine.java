package dev.quire.engine.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.quire.device.DeviceId;
import dev.quire.engine.Engine;
import dev.quire.engine.EngineException;
import dev.quire.engine.Predictor;
import dev.quire.model.Model;
import dev.quire.model.ModelFile;
import java.io.UncheckedIOException;

/**
 * ONNX Runtime, in this process, on the CPU. Each predictor has a session of its own: its weights,
 * its arena and its threads. Thread-safe.
 */
public final class OnnxEngine implements Engine {

  private static final String NAME = "onnxruntime";

  private final OnnxOptions options;

  public OnnxEngine(OnnxOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return NAME;
  }

  /**
   * Opens a model.
   *
   * @param device {@code cpu} or {@code cpu:N}; the number only tells workers apart
   * @throws EngineException if the device is another, the native library does not load, or the file
   *     is missing, broken or asks for what this build lacks
   */
  @Override
  public Predictor open(Model model, DeviceId device) {
    if (!device.name().startsWith("cpu")) {
      throw new EngineException(
          ("Model %s cannot be opened on %s: this build runs ONNX Runtime on the CPU only; CUDA"
                  + " devices need the build with the Maven profile 'gpu'")
              .formatted(model.name(), device));
    }
    try {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      OrtSession session = session(environment, model.file());
      try {
        return new OnnxPredictor(model.name(), environment, session);
      } catch (OrtException | RuntimeException e) {
        session.close();
        throw e;
      }
    } catch (OrtException | UncheckedIOException e) {
      throw new EngineException(
          "Model %s (%s) cannot be opened: %s"
              .formatted(model.name(), model.file().name(), e.getMessage()),
          e);
    } catch (LinkageError e) {
      throw new EngineException(
          "Model %s cannot be opened: ONNX Runtime's native library does not load: %s"
              .formatted(model.name(), e.getMessage()),
          e);
    }
  }

  private OrtSession session(OrtEnvironment environment, ModelFile file) throws OrtException {
    try (SessionOptions session = new SessionOptions()) {
      session.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      if (options.intraOpThreads() > 0) {
        session.setIntraOpNumThreads(options.intraOpThreads());
      }
      session.setInterOpNumThreads(1);
      session.addConfigEntry("session.intra_op.allow_spinning", options.spinning() ? "1" : "0");
      if (file instanceof ModelFile.OnDisk onDisk) {
        return environment.createSession(onDisk.path().toString(), session);
      }
      return environment.createSession(file.bytes(), session);
    }
  }
}
