package dev.quire.engine.paddle;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Loads programs through DJL, which unpacks Paddle's library below the folder that the environment
 * variable {@code DJL_CACHE_DIR} names, else below {@code ~/.djl.ai}, once for all processes.
 */
final class DjlProgramLoader implements ProgramLoader {

  private static final String ENGINE = "PaddlePaddle";

  /** DJL reads them from the system's properties only. */
  private static final Map<String, String> PROPERTIES =
      Map.of(
          // neither downloads nor telemetry
          "ai.djl.offline", "true",
          // else tensors bring another engine with them, if there is one on the class path
          "ai.djl.paddlepaddle.disable_alternative", "true");

  private final Map<String, Object> options;

  DjlProgramLoader(PaddleOptions options) {
    Map<String, Object> all = new HashMap<>();
    // its presence counts: it silences the library, but for a line or two on the standard error
    all.put("DisableGlog", true);
    if (options.threads() > 0) {
      all.put("CMLNumThreads", options.threads());
    }
    this.options = Map.copyOf(all);
  }

  @Override
  public Model load(Path folder, Device device) throws IOException, MalformedModelException {
    PROPERTIES.forEach(System::setProperty);
    Model model = Engine.getEngine(ENGINE).newModel(folder.getFileName().toString(), device);
    try {
      model.load(folder, null, options);
      return model;
    } catch (IOException | MalformedModelException | RuntimeException e) {
      model.close();
      throw e;
    }
  }
}
