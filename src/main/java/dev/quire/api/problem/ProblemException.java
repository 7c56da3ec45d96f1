package dev.quire.api.problem;

/** Ends a request with a problem. */
public class ProblemException extends RuntimeException {

  private final Problem problem;

  public ProblemException(ProblemType type, String detail) {
    super(detail, null, false, false);
    this.problem = type.because(detail);
  }

  public Problem problem() {
    return problem;
  }
}
