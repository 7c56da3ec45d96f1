package dev.quire.api.problem;

import dev.quire.queue.Outcome;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * What a failure means to the client. Every wire format renders the same entry: problems have its
 * type and detail, all others its status and message.
 *
 * @param type the kind of problem
 * @param status HTTP status of formats without problem types, which may differ from the type's
 * @param detail what was wrong, read beside the type's title; null where the title says all
 * @param message what was wrong, read alone
 * @param retryAfter when to ask again; empty where that is of no use
 * @param outcome how an item counts that ended so
 * @param incident what the service's log has the cause under; empty where there is nothing more
 */
public record ApiError(
    ProblemType type,
    int status,
    String detail,
    String message,
    Optional<Duration> retryAfter,
    Outcome outcome,
    Optional<UUID> incident) {

  private static final int NANOS_BELOW_A_SECOND = 999_999_999;

  /** An error whose formats agree, and that another try would not mend. */
  public static ApiError of(ProblemType type, String detail, Outcome outcome) {
    return new ApiError(
        type,
        type.status(),
        detail,
        detail == null ? type.title() : detail,
        Optional.empty(),
        outcome,
        Optional.empty());
  }

  /** An error of the moment: asking again after that time may help. */
  ApiError retryable(Duration after) {
    return new ApiError(type, status, detail, message, Optional.of(after), outcome, incident);
  }

  /** The same with another status in formats without problem types. */
  public ApiError withStatus(int other) {
    return new ApiError(type, other, detail, message, retryAfter, outcome, incident);
  }

  /** The same with other words for formats without titles. */
  ApiError withMessage(String other) {
    return new ApiError(type, status, detail, other, retryAfter, outcome, incident);
  }

  /** The same with the id that the log has its cause under, which ends the detail. */
  ApiError under(UUID id) {
    return new ApiError(type, status, detail + id, message, retryAfter, outcome, Optional.of(id));
  }

  /** It as RFC 9457 describes errors. */
  public Problem problem() {
    return type.because(detail);
  }

  /** A response with the problem. */
  RestResponse<Problem> problemResponse() {
    Problem problem = problem();
    return response(problem.status(), problem.title(), problem, Problem.MEDIA_TYPE);
  }

  /**
   * A response in another format.
   *
   * @param entity what the format makes of this
   */
  public <T> RestResponse<T> response(T entity, String mediaType) {
    return response(status, null, entity, mediaType);
  }

  /** With Retry-After in whole seconds from 1, where that will help. */
  private <T> RestResponse<T> response(int code, String reason, T entity, String mediaType) {
    ResponseBuilder<T> response =
        ResponseBuilder.<T>create(code, reason)
            .entity(entity)
            .header(HttpHeaders.CONTENT_TYPE, mediaType);
    retryAfter.ifPresent(
        wait ->
            response.header(
                HttpHeaders.RETRY_AFTER,
                Math.max(1, wait.plusNanos(NANOS_BELOW_A_SECOND).toSeconds())));
    return response.build();
  }
}
