package dev.quire.api.problem;

/** Ends a request with a problem. */
public class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ProblemType type;

  /**
   * @param detail what is wrong this time; null where the type's title says all
   */
  public ProblemException(ProblemType type, String detail) {
    super(detail, null, false, false);
    this.type = type;
  }

  /** The kind of problem. */
  public ProblemType type() {
    return type;
  }

  /** The error of the answer. */
  public Problem problem() {
    return type.because(getMessage());
  }
}
