package dev.quire.api.paddlex;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.api.CpuPool.PoolFullException;
import dev.quire.api.PreparationException;
import dev.quire.api.paddlex.Envelope.Failure;
import dev.quire.api.paddlex.fetch.FetchException;
import dev.quire.api.problem.BodyFailure;
import dev.quire.api.problem.Problem;
import dev.quire.api.problem.ProblemException;
import dev.quire.document.DrawingUnavailableException;
import dev.quire.document.InvalidDocumentException;
import dev.quire.engine.EngineException;
import dev.quire.image.DrawingLeftOutException;
import dev.quire.image.InvalidImageException;
import dev.quire.log.LogFields;
import dev.quire.memory.MemoryExhaustedException;
import dev.quire.queue.RequestExpiredException;
import dev.quire.queue.RequestRefusedException;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/**
 * Tells what went wrong as PaddleX does: the status is the error code, and what is nobody's
 * business outside is "Internal server error" there and a line in the log here.
 */
@Singleton
public class Failures {

  private static final Logger LOG = Logger.getLogger(Failures.class);

  private static final int BAD_REQUEST = 400;
  private static final int BODY_TOO_LARGE = 413;
  private static final int UNPROCESSABLE = 422;
  private static final int INTERNAL = 500;
  private static final int NOT_IMPLEMENTED = 501;
  private static final int BAD_GATEWAY = 502;
  private static final int UNAVAILABLE = 503;
  private static final int GATEWAY_TIMEOUT = 504;

  private final ObjectMapper json;

  Failures(ObjectMapper json) {
    this.json = json;
  }

  /** The answer to a request that failed. */
  public Failure of(Throwable failure) {
    if (failure instanceof CompletionException && failure.getCause() != null) {
      return of(failure.getCause());
    }
    if (failure instanceof ValidationException e) {
      return Failure.of(UNPROCESSABLE, text(e));
    }
    if (failure instanceof RefusedException
        || failure instanceof InvalidImageException
        || failure instanceof InvalidDocumentException) {
      return Failure.of(UNPROCESSABLE, failure.getMessage());
    }
    if (failure instanceof DrawingLeftOutException e) {
      return Failure.of(NOT_IMPLEMENTED, e.getMessage());
    }
    if (failure instanceof FetchException e) {
      return Failure.of(status(e.reason()), e.getMessage());
    }
    if (failure instanceof ProblemException e) {
      return of(e.problem());
    }
    if (failure instanceof RequestRefusedException e) {
      return refused(e);
    }
    if (failure instanceof PoolFullException) {
      return Failure.passing(UNAVAILABLE, "Too many pages wait to be decoded", Duration.ZERO);
    }
    if (failure instanceof MemoryExhaustedException e) {
      return e.forGood()
          ? Failure.of(UNPROCESSABLE, e.getMessage())
          : Failure.passing(UNAVAILABLE, e.getMessage(), e.retryAfter());
    }
    if (failure instanceof DrawingUnavailableException) {
      return Failure.passing(UNAVAILABLE, "PDF pages cannot be drawn at the moment", Duration.ZERO);
    }
    if (failure instanceof RequestExpiredException e) {
      return Failure.of(
          GATEWAY_TIMEOUT, "There was no answer within %d ms".formatted(e.waited().toMillis()));
    }
    if (failure instanceof WebApplicationException e && e.getResponse().getStatus() < INTERNAL) {
      return Failure.of(e.getResponse().getStatus(), e.getMessage());
    }
    if (failure instanceof IOException e && BodyFailure.of(e) != BodyFailure.OTHER) {
      return BodyFailure.of(e) == BodyFailure.TOO_LARGE
          ? Failure.of(BODY_TOO_LARGE, "The body is over the limit")
          : Failure.of(BAD_REQUEST, "The body could not be read to its end");
    }
    if (failure instanceof PreparationException || failure instanceof Error) {
      return outOfResources(failure);
    }
    return internal(failure);
  }

  private String text(ValidationException e) {
    try {
      return json.writeValueAsString(e.errors());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static int status(FetchException.Reason reason) {
    return switch (reason) {
      case NOT_ALLOWED, NO_FILE, TOO_LARGE -> UNPROCESSABLE;
      case UNREACHABLE -> BAD_GATEWAY;
      case TIMED_OUT -> GATEWAY_TIMEOUT;
    };
  }

  private static Failure of(Problem problem) {
    String message = problem.detail() == null ? problem.title() : problem.detail();
    return problem.status() == UNAVAILABLE
        ? Failure.passing(UNAVAILABLE, message, Duration.ZERO)
        : Failure.of(problem.status(), message);
  }

  private static Failure refused(RequestRefusedException e) {
    return switch (e.reason()) {
      case QUEUE_FULL -> Failure.passing(UNAVAILABLE, "The queue is full", e.retryAfter());
      case TOO_LATE ->
          Failure.passing(
              UNAVAILABLE, "So much waits that the answer would come too late", e.retryAfter());
      case DEADLINE_TOO_SHORT ->
          Failure.of(GATEWAY_TIMEOUT, "One run of the model takes longer than the request allows");
      case NO_DEVICE ->
          Failure.passing(
              UNAVAILABLE, "No device serves the model any more; ask another", e.retryAfter());
      case DEVICES_FAILED ->
          Failure.passing(
              UNAVAILABLE, "Several devices failed while they served this page", e.retryAfter());
      case SHUTTING_DOWN ->
          Failure.passing(UNAVAILABLE, "The service is stopping; ask another", e.retryAfter());
      case DOES_NOT_FIT -> Failure.of(UNPROCESSABLE, "No device has the memory for this page");
    };
  }

  /** In one line, since requests can bring this about. */
  private static Failure outOfResources(Throwable failure) {
    Failure answer =
        Failure.passing(UNAVAILABLE, "The service lacked the means to serve this", Duration.ZERO);
    LogFields.request(answer.logId())
        .around(
            () ->
                LOG.errorf(
                    "A request could not be served: %s [%s]",
                    failure.getMessage() == null ? failure : failure.getMessage(), answer.logId()));
    LOG.debug("Why a request could not be served", failure);
    return answer;
  }

  private static Failure internal(Throwable failure) {
    Failure answer =
        Failure.of(
            INTERNAL,
            failure instanceof EngineException
                ? "The model failed on this page"
                : "Internal server error");
    LogFields.request(answer.logId())
        .around(
            () -> {
              if (failure instanceof EngineException) {
                // one line: the page is to blame, and its sender can send it again and again
                LOG.errorf("%s [%s]: %s", answer.errorMsg(), answer.logId(), failure.getMessage());
                LOG.debugf(failure, "%s", answer.logId());
              } else {
                LOG.errorf(failure, "%s [%s]", answer.errorMsg(), answer.logId());
              }
            });
    return answer;
  }
}
