package dev.quire.api.problem;

import dev.quire.api.CpuExecutor.PoolFullException;
import dev.quire.api.InvalidInputException;
import dev.quire.api.PreparationException;
import dev.quire.document.DrawingUnavailableException;
import dev.quire.document.InvalidDocumentException;
import dev.quire.document.InvalidPageSelectionException;
import dev.quire.document.searchable.TextNotPermittedException;
import dev.quire.engine.EngineException;
import dev.quire.image.DrawingLeftOutException;
import dev.quire.image.InvalidImageException;
import dev.quire.log.LogFields;
import dev.quire.memory.MemoryExhaustedException;
import dev.quire.queue.Outcome;
import dev.quire.queue.RequestExpiredException;
import dev.quire.queue.RequestRefusedException;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/** Every failure that a request can end with, and what it means to the client. */
public final class ErrorCatalog {

  private static final Logger LOG = Logger.getLogger(ErrorCatalog.class);

  private static final int UNPROCESSABLE = 422;
  private static final String CAUSE_IN_LOG = "The service's log has the cause under ";

  private ErrorCatalog() {}

  /**
   * The entry of a failure. What the service itself is to blame for is written to the log, under an
   * id that the entry has: no stack trace leaves the service.
   */
  public static ApiError report(Throwable thrown) {
    Throwable failure = cause(thrown);
    ApiError error = entry(failure);
    if (error.incident().isPresent()) {
      // it is in the log already
      return error;
    }
    boolean resources = failure instanceof PreparationException || failure instanceof Error;
    if (!resources
        && error.type() != ProblemType.INFERENCE_FAILED
        && error.type() != ProblemType.INTERNAL_ERROR) {
      return error;
    }
    UUID id = UUID.randomUUID();
    LogFields.request(id.toString()).around(() -> log(error, failure, resources, id));
    return error.under(id);
  }

  private static void log(ApiError error, Throwable failure, boolean resources, UUID id) {
    if (error.type() == ProblemType.INTERNAL_ERROR) {
      LOG.errorf(failure, "%s [%s]", error.type(), id);
      return;
    }
    // one line each: requests can bring these about again and again
    if (resources) {
      Throwable cause = failure instanceof PreparationException ? failure.getCause() : failure;
      LOG.errorf("A request could not be served: %s [%s]", cause, id);
    } else {
      LOG.errorf("%s [%s]: %s", error.type(), id, failure.getMessage());
    }
    LOG.debugf(failure, "%s", id);
  }

  /** The entry of a failure, for who does not answer with it. */
  public static ApiError of(Throwable thrown) {
    return entry(cause(thrown));
  }

  /** Without what stages of a future wrap around it. */
  private static Throwable cause(Throwable thrown) {
    Throwable cause = thrown;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static ApiError entry(Throwable failure) {
    if (failure instanceof ProblemException e) {
      return of(e);
    }
    if (failure instanceof InvalidInputException e) {
      return e.error();
    }
    if (failure instanceof InvalidImageException e) {
      return invalidFile(type(e.reason()), e);
    }
    if (failure instanceof InvalidDocumentException e) {
      return invalidFile(type(e.reason()), e);
    }
    if (failure instanceof TextNotPermittedException) {
      return invalid(ProblemType.TEXT_NOT_PERMITTED, failure.getMessage());
    }
    if (failure instanceof InvalidPageSelectionException) {
      return invalid(ProblemType.INVALID_PARAMETER, failure.getMessage());
    }
    if (failure instanceof DrawingLeftOutException) {
      return invalid(ProblemType.NOT_IN_THIS_BUILD, failure.getMessage());
    }
    if (failure instanceof WebApplicationException e && e.getResponse().getStatus() < 500) {
      return refusedByFramework(e);
    }
    if (failure instanceof IOException e && BodyFailure.of(e) != BodyFailure.OTHER) {
      return BodyFailure.of(e) == BodyFailure.TOO_LARGE
          ? invalid(ProblemType.BODY_TOO_LARGE, "The body is over the limit")
          : invalid(ProblemType.BAD_REQUEST, "The body could not be read to its end");
    }
    return ofService(failure);
  }

  private static ApiError of(ProblemException e) {
    int status = e.type().status();
    if (status == ProblemType.OVERLOADED.status()) {
      return ApiError.of(e.type(), e.getMessage(), Outcome.REFUSED).retryable(Duration.ZERO);
    }
    return ApiError.of(e.type(), e.getMessage(), status < 500 ? Outcome.INVALID : Outcome.FAILED);
  }

  private static ProblemType type(InvalidImageException.Reason reason) {
    return switch (reason) {
      case EMPTY -> ProblemType.EMPTY_BODY;
      case TOO_LARGE -> ProblemType.IMAGE_TOO_LARGE;
      default -> ProblemType.INVALID_IMAGE;
    };
  }

  private static ProblemType type(InvalidDocumentException.Reason reason) {
    return switch (reason) {
      case EMPTY -> ProblemType.EMPTY_BODY;
      case TOO_MANY_PAGES -> ProblemType.TOO_MANY_PAGES;
      case TOO_LARGE -> ProblemType.IMAGE_TOO_LARGE;
      default -> ProblemType.INVALID_DOCUMENT;
    };
  }

  /** Formats without problem types tell files from requests by the status. */
  private static ApiError invalidFile(ProblemType type, Exception e) {
    return invalid(type, e.getMessage()).withStatus(UNPROCESSABLE);
  }

  private static ApiError invalid(ProblemType type, String detail) {
    return ApiError.of(type, detail, Outcome.INVALID);
  }

  /** Unknown paths, methods and media types. */
  private static ApiError refusedByFramework(WebApplicationException e) {
    int status = e.getResponse().getStatus();
    ApiError error =
        switch (status) {
          case 404 -> invalid(ProblemType.NOT_FOUND, null);
          case 405 -> invalid(ProblemType.METHOD_NOT_ALLOWED, null);
          case 406 ->
              invalid(
                  ProblemType.NOT_ACCEPTABLE,
                  "Accept names no media type in which this path answers; /q/openapi has those it"
                      + " answers in");
          case 413 -> invalid(ProblemType.BODY_TOO_LARGE, null);
          case 415 ->
              invalid(
                  ProblemType.UNSUPPORTED_MEDIA_TYPE,
                  "Send image/jpeg, image/png, image/webp, image/bmp, image/tiff,"
                      + " application/pdf, or multipart/form-data with a part 'file'");
          default -> invalid(ProblemType.BAD_REQUEST, e.getMessage());
        };
    return error.withStatus(status).withMessage(e.getMessage());
  }

  private static ApiError ofService(Throwable failure) {
    if (failure instanceof RequestRefusedException e) {
      return refused(e);
    }
    if (failure instanceof RequestExpiredException e) {
      return ApiError.of(
          ProblemType.DEADLINE_EXCEEDED,
          "There was no answer within %d ms".formatted(e.waited().toMillis()),
          Outcome.EXPIRED);
    }
    if (failure instanceof PoolFullException) {
      return overloaded("Too many requests wait to be prepared", Outcome.REFUSED)
          .withMessage("Too many pages wait to be decoded");
    }
    if (failure instanceof MemoryExhaustedException e) {
      return e.forGood()
          ? invalid(ProblemType.IMAGE_TOO_LARGE, e.getMessage())
          : overloaded(e.getMessage(), Outcome.REFUSED).retryable(e.retryAfter());
    }
    if (failure instanceof DrawingUnavailableException) {
      return overloaded("PDF pages cannot be drawn at the moment", Outcome.FAILED);
    }
    if (failure instanceof EngineException) {
      return ApiError.of(ProblemType.INFERENCE_FAILED, CAUSE_IN_LOG, Outcome.FAILED)
          .withMessage("The model failed on this page");
    }
    if (failure instanceof PreparationException || failure instanceof Error) {
      String message = "The service lacked the means to serve this";
      return overloaded(
              message + "; its log has the cause under ",
              failure instanceof Error ? Outcome.FAILED : Outcome.REFUSED)
          .withMessage(message);
    }
    return ApiError.of(
            ProblemType.INTERNAL_ERROR,
            CAUSE_IN_LOG,
            failure instanceof CancellationException ? Outcome.CANCELLED : Outcome.FAILED)
        .withMessage("Internal server error");
  }

  private static ApiError overloaded(String detail, Outcome outcome) {
    return ApiError.of(ProblemType.OVERLOADED, detail, outcome).retryable(Duration.ZERO);
  }

  private static ApiError refused(RequestRefusedException e) {
    return switch (e.reason()) {
      case QUEUE_FULL ->
          refused(ProblemType.OVERLOADED, "The queue is full").retryable(e.retryAfter());
      case TOO_LATE ->
          refused(ProblemType.OVERLOADED, "So much waits that the answer would come too late")
              .retryable(e.retryAfter());
      case DEADLINE_TOO_SHORT ->
          ApiError.of(
              ProblemType.DEADLINE_EXCEEDED,
              "One run of the model takes longer than the request allows",
              Outcome.EXPIRED);
      case DOES_NOT_FIT ->
          refused(
                  ProblemType.DOES_NOT_FIT,
                  "No device has the memory for it; send a shorter text, or ask for a lower"
                      + " resolution")
              .withMessage("No device has the memory for this page");
      case OPENING ->
          refused(ProblemType.NOT_OPEN, "The model is still being opened; ask again in a moment")
              .retryable(e.retryAfter());
      case NO_DEVICE ->
          refused(
                  ProblemType.NO_DEVICE,
                  "All devices are lost until the service is started again; ask another")
              .withMessage("No device serves the model any more; ask another")
              .retryable(e.retryAfter());
      case DEVICES_FAILED ->
          refused(
                  ProblemType.DEVICES_FAILED,
                  "Several devices failed while they served this; ask again")
              .withMessage("Several devices failed while they served this page")
              .retryable(e.retryAfter());
      case SHUTTING_DOWN ->
          refused(ProblemType.SHUTTING_DOWN, "Ask another instance")
              .withMessage("The service is stopping; ask another")
              .retryable(e.retryAfter());
    };
  }

  private static ApiError refused(ProblemType type, String detail) {
    return ApiError.of(type, detail, Outcome.REFUSED);
  }
}
