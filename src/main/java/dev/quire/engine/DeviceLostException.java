package dev.quire.engine;

/** The device cannot run anything any more; another may. */
public class DeviceLostException extends EngineException {

  public DeviceLostException(String message) {
    super(message);
  }

  public DeviceLostException(String message, Throwable cause) {
    super(message, cause);
  }
}
