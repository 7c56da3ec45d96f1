package dev.quire.api;

import dev.quire.api.problem.ApiError;
import dev.quire.api.problem.ProblemType;
import dev.quire.queue.Outcome;

/** What a client sent is at fault, and no other try will do. */
public abstract class InvalidInputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final int UNPROCESSABLE = 422;

  /**
   * @param message for the client
   */
  protected InvalidInputException(String message) {
    super(message, null, false, false);
  }

  /** The error of the answer: status 422 and the message. */
  public ApiError error() {
    return ApiError.of(ProblemType.BAD_REQUEST, getMessage(), Outcome.INVALID)
        .withStatus(UNPROCESSABLE);
  }
}
