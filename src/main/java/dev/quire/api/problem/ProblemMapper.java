package dev.quire.api.problem;

import dev.quire.api.CpuPool.PoolFullException;
import dev.quire.api.PreparationException;
import dev.quire.document.DrawingUnavailableException;
import dev.quire.document.InvalidDocumentException;
import dev.quire.document.InvalidPageSelectionException;
import dev.quire.engine.EngineException;
import dev.quire.image.DrawingLeftOutException;
import dev.quire.image.InvalidImageException;
import dev.quire.log.LogFields;
import dev.quire.memory.MemoryExhaustedException;
import dev.quire.queue.RequestExpiredException;
import dev.quire.queue.RequestRefusedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns every error into a problem; no stack trace leaves the service. */
public class ProblemMapper {

  private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

  @ServerExceptionMapper
  RestResponse<Problem> problem(ProblemException e) {
    return e.problem().status() == ProblemType.OVERLOADED.status()
        ? unavailable(e.problem(), Duration.ZERO)
        : response(e.problem()).build();
  }

  @ServerExceptionMapper
  RestResponse<Problem> invalidImage(InvalidImageException e) {
    ProblemType type =
        switch (e.reason()) {
          case EMPTY -> ProblemType.EMPTY_BODY;
          case TOO_LARGE -> ProblemType.IMAGE_TOO_LARGE;
          default -> ProblemType.INVALID_IMAGE;
        };
    return response(type.because(e.getMessage())).build();
  }

  @ServerExceptionMapper
  RestResponse<Problem> invalidDocument(InvalidDocumentException e) {
    ProblemType type =
        switch (e.reason()) {
          case EMPTY -> ProblemType.EMPTY_BODY;
          case TOO_MANY_PAGES -> ProblemType.TOO_MANY_PAGES;
          case TOO_LARGE -> ProblemType.IMAGE_TOO_LARGE;
          default -> ProblemType.INVALID_DOCUMENT;
        };
    return response(type.because(e.getMessage())).build();
  }

  @ServerExceptionMapper
  RestResponse<Problem> invalidSelection(InvalidPageSelectionException e) {
    return response(ProblemType.INVALID_PARAMETER.because(e.getMessage())).build();
  }

  @ServerExceptionMapper
  RestResponse<Problem> leftOut(DrawingLeftOutException e) {
    return response(ProblemType.NOT_IN_THIS_BUILD.because(e.getMessage())).build();
  }

  @ServerExceptionMapper
  RestResponse<Problem> refused(RequestRefusedException e) {
    ProblemType type =
        switch (e.reason()) {
          case QUEUE_FULL, TOO_LATE -> ProblemType.OVERLOADED;
          case DEADLINE_TOO_SHORT -> ProblemType.DEADLINE_EXCEEDED;
          case DOES_NOT_FIT -> ProblemType.DOES_NOT_FIT;
          case NO_DEVICE -> ProblemType.NO_DEVICE;
          case DEVICES_FAILED -> ProblemType.DEVICES_FAILED;
          case SHUTTING_DOWN -> ProblemType.SHUTTING_DOWN;
        };
    String detail =
        switch (e.reason()) {
          case QUEUE_FULL -> "The queue is full";
          case TOO_LATE -> "So much waits that the answer would come too late";
          case DEADLINE_TOO_SHORT -> "One run of the model takes longer than the request allows";
          case DOES_NOT_FIT ->
              "No device has the memory for it; send a shorter text, or ask for a lower resolution";
          case NO_DEVICE -> "All devices are lost until the service is started again; ask another";
          case DEVICES_FAILED -> "Several devices failed while they served this; ask again";
          case SHUTTING_DOWN -> "Ask another instance";
        };
    if (type.status() != ProblemType.OVERLOADED.status()) {
      // asking again is of no use
      return response(type.because(detail)).build();
    }
    return unavailable(type.because(detail), e.retryAfter());
  }

  @ServerExceptionMapper
  RestResponse<Problem> poolFull(PoolFullException e) {
    return unavailable(
        ProblemType.OVERLOADED.because("Too many requests wait to be prepared"), Duration.ZERO);
  }

  @ServerExceptionMapper
  RestResponse<Problem> noMemory(MemoryExhaustedException e) {
    return e.forGood()
        ? response(ProblemType.IMAGE_TOO_LARGE.because(e.getMessage())).build()
        : unavailable(ProblemType.OVERLOADED.because(e.getMessage()), e.retryAfter());
  }

  /** Why is in the log. */
  @ServerExceptionMapper
  RestResponse<Problem> noDrawing(DrawingUnavailableException e) {
    return unavailable(
        ProblemType.OVERLOADED.because("PDF pages cannot be drawn at the moment"), Duration.ZERO);
  }

  @ServerExceptionMapper
  RestResponse<Problem> expired(RequestExpiredException e) {
    return response(
            ProblemType.DEADLINE_EXCEEDED.because(
                "There was no answer within %d ms".formatted(e.waited().toMillis())))
        .build();
  }

  @ServerExceptionMapper
  RestResponse<Problem> inferenceFailed(EngineException e) {
    // one line: the page is to blame, and its sender can send it again and again
    UUID id = UUID.randomUUID();
    LogFields.request(id.toString())
        .around(() -> LOG.errorf("%s [%s]: %s", ProblemType.INFERENCE_FAILED, id, e.getMessage()));
    LOG.debugf(e, "%s", id);
    return response(logged(ProblemType.INFERENCE_FAILED, id)).build();
  }

  /** What the framework itself refuses: unknown paths, methods, media types. */
  @ServerExceptionMapper
  RestResponse<Problem> framework(WebApplicationException e) {
    int status = e.getResponse().getStatus();
    return switch (status) {
      case 404 -> response(ProblemType.NOT_FOUND.because(null)).build();
      case 405 -> response(ProblemType.METHOD_NOT_ALLOWED.because(null)).build();
      case 406 -> response(ProblemType.NOT_ACCEPTABLE.because(null)).build();
      case 413 -> response(ProblemType.BODY_TOO_LARGE.because(null)).build();
      case 415 ->
          response(
                  ProblemType.UNSUPPORTED_MEDIA_TYPE.because(
                      "Send image/jpeg, image/png, image/webp, image/bmp, image/tiff,"
                          + " application/pdf, or multipart/form-data with a part 'file'"))
              .build();
      default ->
          status < 500
              ? response(ProblemType.BAD_REQUEST.because(e.getMessage())).build()
              : logged(ProblemType.INTERNAL_ERROR, e);
    };
  }

  /** The body could not be read to its end, or the service failed on a file of its own. */
  @ServerExceptionMapper
  RestResponse<Problem> unreadable(IOException e) {
    return switch (BodyFailure.of(e)) {
      case TOO_LARGE -> {
        LOG.debug("A body is too large", e);
        yield response(ProblemType.BODY_TOO_LARGE.because("The body is over the limit")).build();
      }
      case BROKEN_OFF -> {
        LOG.debug("A body broke off", e);
        yield response(ProblemType.BAD_REQUEST.because("The body could not be read to its end"))
            .build();
      }
      case OTHER -> logged(ProblemType.INTERNAL_ERROR, e);
    };
  }

  /** The service lacked memory, stack or a library for one item; others may be served. */
  @ServerExceptionMapper
  RestResponse<Problem> unprepared(PreparationException e) {
    return outOfResources(e.getCause());
  }

  @ServerExceptionMapper
  RestResponse<Problem> unexpected(Throwable e) {
    return e instanceof Error error ? outOfResources(error) : logged(ProblemType.INTERNAL_ERROR, e);
  }

  private static RestResponse<Problem> outOfResources(Throwable error) {
    UUID id = UUID.randomUUID();
    // one line, since requests can bring this about
    LogFields.request(id.toString())
        .around(() -> LOG.errorf("A request could not be served: %s [%s]", error, id));
    LOG.debug("Why a request could not be served", error);
    return unavailable(
        ProblemType.OVERLOADED.because(
            "The service lacked the means to serve this; its log has the cause under " + id),
        Duration.ZERO);
  }

  /** The problem that a failure is, where it is part of a larger answer. */
  public Problem of(Throwable failure) {
    RestResponse<Problem> response;
    if (failure instanceof ProblemException e) {
      response = problem(e);
    } else if (failure instanceof InvalidImageException e) {
      response = invalidImage(e);
    } else if (failure instanceof InvalidDocumentException e) {
      response = invalidDocument(e);
    } else if (failure instanceof DrawingLeftOutException e) {
      response = leftOut(e);
    } else if (failure instanceof DrawingUnavailableException e) {
      response = noDrawing(e);
    } else if (failure instanceof RequestRefusedException e) {
      response = refused(e);
    } else if (failure instanceof RequestExpiredException e) {
      response = expired(e);
    } else if (failure instanceof PoolFullException e) {
      response = poolFull(e);
    } else if (failure instanceof MemoryExhaustedException e) {
      response = noMemory(e);
    } else if (failure instanceof EngineException e) {
      response = inferenceFailed(e);
    } else if (failure instanceof PreparationException e) {
      response = unprepared(e);
    } else {
      response = unexpected(failure);
    }
    return response.getEntity();
  }

  private static RestResponse<Problem> logged(ProblemType type, Throwable e) {
    UUID id = UUID.randomUUID();
    LogFields.request(id.toString()).around(() -> LOG.errorf(e, "%s [%s]", type, id));
    return response(logged(type, id)).build();
  }

  private static Problem logged(ProblemType type, UUID id) {
    return type.because("The service's log has the cause under " + id);
  }

  private static RestResponse<Problem> unavailable(Problem problem, Duration retryAfter) {
    long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
    return response(problem).header(HttpHeaders.RETRY_AFTER, seconds).build();
  }

  private static ResponseBuilder<Problem> response(Problem problem) {
    return ResponseBuilder.<Problem>create(problem.status(), problem.title())
        .entity(problem)
        .header(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
  }
}
