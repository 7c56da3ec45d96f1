package dev.quire.engine;

import java.util.Map;

/**
 * Makes an engine in another process, from settings that can be sent there. Implementations are
 * public and have a public constructor without parameters.
 */
public interface EngineFactory {

  /**
   * Makes the engine.
   *
   * @param settings what the same factory's engine was told in the process that asks for it
   * @throws IllegalArgumentException if they are not for this engine
   */
  Engine engine(Map<String, String> settings);
}
