package dev.quire.api.paddlex;

import dev.quire.api.InvalidInputException;

/** A well-formed request that cannot be served as it stands; the answer is 422 with this text. */
public final class RefusedException extends InvalidInputException {

  private static final long serialVersionUID = 1L;

  public RefusedException(String message) {
    super(message);
  }
}
