package dev.quire.api.paddlex.fetch;

import dev.quire.api.InvalidInputException;
import dev.quire.api.problem.ApiError;
import dev.quire.api.problem.ProblemType;
import dev.quire.queue.Outcome;
import java.util.Objects;

/** A URL was not fetched. The message is for the client and names no address behind the host. */
public final class FetchException extends InvalidInputException {

  private static final long serialVersionUID = 1L;

  /** Why; a client can do something about the first three. */
  public enum Reason {
    /** The service's rules forbid it. */
    NOT_ALLOWED,
    /** The URL leads to no file. */
    NO_FILE,
    /** The file is over the limit. */
    TOO_LARGE,
    /** The host does not answer, or broke off. */
    UNREACHABLE,
    /** It took too long. */
    TIMED_OUT
  }

  private static final int BAD_GATEWAY = 502;

  private final Reason reason;

  public FetchException(Reason reason, String message) {
    super(message);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  @Override
  public ApiError error() {
    ApiError error = super.error();
    return switch (reason) {
      case NOT_ALLOWED, NO_FILE, TOO_LARGE -> error;
      case UNREACHABLE -> error.withStatus(BAD_GATEWAY);
      case TIMED_OUT -> ApiError.of(ProblemType.DEADLINE_EXCEEDED, getMessage(), Outcome.EXPIRED);
    };
  }

  public Reason reason() {
    return reason;
  }
}
