package dev.quire.api.paddlex;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.api.paddlex.Envelope.Failure;
import dev.quire.api.paddlex.fetch.FetchException;
import dev.quire.api.problem.ProblemException;
import dev.quire.api.problem.ProblemType;
import dev.quire.engine.EngineException;
import dev.quire.image.DrawingLeftOutException;
import dev.quire.image.InvalidImageException;
import dev.quire.queue.RequestExpiredException;
import dev.quire.queue.RequestRefusedException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {

  @Test
  void theSendersFaultsAreTheirs() {
    assertFailure(422, "no", new RefusedException("no"));
    assertFailure(
        422, "broken", new InvalidImageException(InvalidImageException.Reason.CORRUPT, "broken"));
    assertFailure(400, "a header", new ProblemException(ProblemType.INVALID_PARAMETER, "a header"));
    assertFailure(404, "There is nothing here", new ProblemException(ProblemType.NOT_FOUND, null));
  }

  @Test
  void whatTheBuildLeavesOutIsNobodysFault() {
    DrawingLeftOutException leftOut = new DrawingLeftOutException("Pictures are not drawn");
    assertFailure(501, leftOut.getMessage(), leftOut);
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_ALLOWED, 422",
    "NO_FILE, 422",
    "TOO_LARGE, 422",
    "UNREACHABLE, 502",
    "TIMED_OUT, 504"
  })
  void urlsHaveStatusesOfTheirOwn(FetchException.Reason reason, int status) {
    assertFailure(status, "why", new FetchException(reason, "why"));
  }

  @ParameterizedTest
  @CsvSource({
    "QUEUE_FULL, 503",
    "TOO_LATE, 503",
    "NO_DEVICE, 503",
    "DEVICES_FAILED, 503",
    "SHUTTING_DOWN, 503"
  })
  void aBusyServiceSaysWhenToAskAgain(RequestRefusedException.Reason reason, int status) {
    Failure failure = Failure.of(new RequestRefusedException(reason, Duration.ofSeconds(7)));
    assertEquals(status, failure.errorCode());
    assertEquals(Optional.of(Duration.ofSeconds(7)), failure.error().retryAfter());
  }

  @Test
  void aPageTooLargeForEveryDeviceNeedNotBeSentAgain() {
    Failure failure =
        Failure.of(
            new RequestRefusedException(
                RequestRefusedException.Reason.DOES_NOT_FIT, Duration.ofSeconds(7)));
    assertEquals(422, failure.errorCode());
    assertEquals(Optional.empty(), failure.error().retryAfter());
  }

  @Test
  void lateAnswersAreTimeouts() {
    assertFailure(
        504,
        "There was no answer within 1500 ms",
        new RequestExpiredException(Duration.ofMillis(1500)));
  }

  @Test
  void whatHappenedInsideStaysInside() {
    assertFailure(500, "Internal server error", new IllegalStateException("a secret"));
    assertFailure(500, "The model failed on this page", new EngineException("a secret"));
  }

  @Test
  void wrappersDoNotCount() {
    assertFailure(422, "no", new CompletionException(new RefusedException("no")));
  }

  private void assertFailure(int status, String message, Throwable cause) {
    Failure failure = Failure.of(cause);
    assertEquals(status, failure.errorCode());
    assertEquals(message, failure.errorMsg());
  }
}
