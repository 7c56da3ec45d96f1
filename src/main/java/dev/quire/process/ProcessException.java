package dev.quire.process;

/** A worker process could not be started or asked, or gave no answer. */
public class ProcessException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ProcessException(String message) {
    super(message);
  }

  public ProcessException(String message, Throwable cause) {
    super(message, cause);
  }
}
