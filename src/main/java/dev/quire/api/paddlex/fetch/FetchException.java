package dev.quire.api.paddlex.fetch;

import dev.quire.api.InvalidInputException;
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

  private final Reason reason;

  public FetchException(Reason reason, String message) {
    super(message);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  @Override
  public boolean isLate() {
    return reason == Reason.TIMED_OUT;
  }

  public Reason reason() {
    return reason;
  }
}
