package dev.quire.model.graph;

import dev.quire.model.ModelException;

/**
 * A graph is broken, or not one that a pass can work on. The message names the file, what was found
 * and what was expected.
 */
public final class GraphException extends ModelException {

  private static final long serialVersionUID = 1L;

  public GraphException(String message) {
    super(message);
  }

  public GraphException(String message, Throwable cause) {
    super(message, cause);
  }
}
