package dev.quire.engine;

/** A model could not be opened, or a run on it failed. The message names the model. */
public class EngineException extends RuntimeException {

  public EngineException(String message) {
    super(message);
  }

  public EngineException(String message, Throwable cause) {
    super(message, cause);
  }
}
