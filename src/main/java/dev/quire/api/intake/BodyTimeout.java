package dev.quire.api.intake;

import dev.quire.api.problem.ProblemException;
import dev.quire.api.problem.ProblemType;
import java.time.Duration;

/**
 * How long a body may take.
 *
 * @param longest from the head to the last byte, positive
 * @param ownDeadline whether that is the request's own deadline, which counts its wait for memory
 * @param memoryWait how long it may wait for memory, positive
 */
record BodyTimeout(Duration longest, boolean ownDeadline, Duration memoryWait) {

  /** How long it may wait for memory, given what is left of its time. */
  Duration memoryWait(Duration left) {
    return ownDeadline && left.compareTo(memoryWait) < 0 ? left : memoryWait;
  }

  /** That the body was not there in time. */
  ProblemException missed() {
    return ownDeadline
        ? new ProblemException(
            ProblemType.DEADLINE_EXCEEDED,
            "The body was not there within the %d ms granted".formatted(longest.toMillis()))
        : new ProblemException(
            ProblemType.REQUEST_TIMEOUT,
            "The body was not there within %d ms".formatted(longest.toMillis()));
  }
}
