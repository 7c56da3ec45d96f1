package dev.quire.model;

/**
 * A model's files are missing, unreadable or contradict each other. The message names the file,
 * what was found and what was expected.
 */
public class ModelException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ModelException(String message) {
    super(message);
  }

  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
