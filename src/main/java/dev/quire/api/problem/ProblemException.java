package dev.quire.api.problem;

/** Ends a request with a problem. */
public class ProblemException extends RuntimeException {

  private final Problem problem;

  public ProblemException(ProblemType type, String detail) {
    this(type.because(detail));
  }

  public ProblemException(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
