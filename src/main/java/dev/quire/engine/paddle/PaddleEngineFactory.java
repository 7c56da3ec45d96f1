package dev.quire.engine.paddle;

import dev.quire.engine.Engine;
import dev.quire.engine.EngineFactory;
import java.util.Map;

/** Makes a {@link PaddleEngine} in the process that it is to run in. Thread-safe. */
public final class PaddleEngineFactory implements EngineFactory {

  private static final String THREADS = "threads";

  /** The options as settings that can be sent to another process. */
  public static Map<String, String> settings(PaddleOptions options) {
    return Map.of(THREADS, Integer.toString(options.threads()));
  }

  @Override
  public Engine engine(Map<String, String> settings) {
    String threads = settings.get(THREADS);
    if (settings.size() != 1 || threads == null) {
      throw new IllegalArgumentException(
          "Settings %s found, %s expected".formatted(settings, THREADS));
    }
    return new PaddleEngine(new PaddleOptions(Integer.parseInt(threads)));
  }
}
