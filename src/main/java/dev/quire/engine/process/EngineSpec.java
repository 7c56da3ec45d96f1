package dev.quire.engine.process;

import dev.quire.engine.EngineFactory;
import java.util.Map;
import java.util.Objects;

/**
 * An engine that can be made in another process.
 *
 * @param name what configuration and messages call the engine
 * @param factory the name of an {@link EngineFactory}
 * @param settings what the factory makes of it
 */
public record EngineSpec(String name, String factory, Map<String, String> settings) {

  public EngineSpec {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(factory, "factory");
    settings = Map.copyOf(settings);
  }

  /** For a factory that this process knows. */
  public EngineSpec(
      String name, Class<? extends EngineFactory> factory, Map<String, String> settings) {
    this(name, factory.getName(), settings);
  }
}
