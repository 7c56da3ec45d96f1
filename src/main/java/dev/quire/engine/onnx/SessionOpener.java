package dev.quire.engine.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.quire.model.ModelFile;
import java.util.List;
import java.util.Map;

/** Makes sessions. Thread-safe. */
final class SessionOpener {

  private final OnnxOptions options;
  private final NativeProvider.Factory factory;

  SessionOpener(OnnxOptions options, NativeProvider.Factory factory) {
    this.options = options;
    this.factory = factory;
  }

  /**
   * Makes a session with these providers before the CPU's. It never leaves one out: what cannot be
   * added fails.
   */
  OrtSession open(OrtEnvironment environment, ModelFile file, List<ProviderPlan> plans)
      throws OrtException {
    try (SessionOptions session = new SessionOptions()) {
      session.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      if (options.intraOpThreads() > 0) {
        session.setIntraOpNumThreads(options.intraOpThreads());
      }
      session.setInterOpNumThreads(1);
      session.addConfigEntry("session.intra_op.allow_spinning", options.spinning() ? "1" : "0");
      return open(environment, file, plans, session);
    }
  }

  /** Adds the providers one inside the other, so that each outlives the making of the session. */
  private OrtSession open(
      OrtEnvironment environment, ModelFile file, List<ProviderPlan> plans, SessionOptions session)
      throws OrtException {
    if (plans.isEmpty()) {
      return file instanceof ModelFile.OnDisk onDisk
          ? environment.createSession(onDisk.path().toString(), session)
          : environment.createSession(file.bytes(), session);
    }
    ProviderPlan plan = plans.get(0);
    try (NativeProvider provider = factory.make(plan)) {
      for (Map.Entry<String, String> setting : plan.settings().entrySet()) {
        provider.set(setting.getKey(), setting.getValue());
      }
      provider.addTo(session);
      return open(environment, file, plans.subList(1, plans.size()), session);
    }
  }
}
