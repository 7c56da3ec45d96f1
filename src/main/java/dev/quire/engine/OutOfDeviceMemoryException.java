package dev.quire.engine;

/** The device had too little memory for the run; a smaller one may fit. */
public class OutOfDeviceMemoryException extends EngineException {

  public OutOfDeviceMemoryException(String message) {
    super(message);
  }

  public OutOfDeviceMemoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
