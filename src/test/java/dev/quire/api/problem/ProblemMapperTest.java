package dev.quire.api.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.api.InvalidInputException;
import dev.quire.engine.EngineException;
import dev.quire.image.DrawingLeftOutException;
import dev.quire.queue.RequestRefusedException;
import dev.quire.queue.RequestRefusedException.Reason;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jboss.resteasy.reactive.RestResponse;
import org.junit.jupiter.api.Test;

class ProblemMapperTest {

  @Test
  void whatTheBuildLeavesOutIsNotImplemented() {
    DrawingLeftOutException leftOut = new DrawingLeftOutException("PDF documents are not read");
    Problem expected =
        new Problem(
            "urn:quire:problem:not-in-this-build",
            "The service was built without this",
            501,
            leftOut.getMessage());

    assertEquals(expected, ErrorCatalog.of(leftOut).problem());
    assertEquals(expected, new ProblemMapper().problem(leftOut).getEntity());
  }

  @Test
  void anErrorIsNoAnswerOfTheFrameworksAndAnotherTryMayDo() {
    for (Error error : List.of(new OutOfMemoryError("heap"), new NoClassDefFoundError("gone"))) {
      RestResponse<Problem> response = new ProblemMapper().problem(error);
      assertEquals(503, response.getStatus());
      assertEquals("urn:quire:problem:overloaded", response.getEntity().type());
      assertEquals("1", response.getHeaderString("Retry-After"));
      assertEquals(503, ErrorCatalog.of(error).problem().status());
    }
  }

  @Test
  void aDeadlineTooShortToServeIsNoOverload() {
    Problem problem =
        ErrorCatalog.of(new RequestRefusedException(Reason.DEADLINE_TOO_SHORT, Duration.ZERO))
            .problem();
    assertEquals(504, problem.status());
    assertEquals("urn:quire:problem:deadline-exceeded", problem.type());
  }

  /** A failure that is part of another answer first is found in the log under one id. */
  @Test
  void whatIsInTheLogIsNotReportedAgain() {
    ApiError reported = ErrorCatalog.report(new EngineException("broken"));
    assertTrue(reported.incident().isPresent());
    InvalidInputException carrier =
        new InvalidInputException("broken") {
          @Override
          public ApiError error() {
            return reported;
          }
        };

    assertEquals(reported, ErrorCatalog.report(carrier));
  }

  @Test
  void whatIsWrappedIsReportedAsItself() {
    for (Throwable failure : List.of(new EngineException("broken"), new StackOverflowError())) {
      ApiError wrapped = ErrorCatalog.report(new CompletionException(failure));
      assertEquals(ErrorCatalog.of(failure).type(), wrapped.type());
      assertTrue(wrapped.detail().endsWith(wrapped.incident().orElseThrow().toString()));
    }
  }

  /** Not everything that cannot be read is a body. */
  @Test
  void onlyBodiesOverTheLimitAreTooLarge() {
    ProblemMapper mapper = new ProblemMapper();
    assertEquals(413, mapper.problem(new IOException("Request too large")).getStatus());
    assertEquals(400, mapper.problem(new ClosedChannelException()).getStatus());
    assertEquals(400, mapper.problem(new IOException("Connection was closed")).getStatus());
    assertEquals(500, mapper.problem(new IOException("No space left on device")).getStatus());
  }
}
