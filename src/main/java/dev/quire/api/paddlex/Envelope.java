package dev.quire.api.paddlex;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.quire.api.problem.ApiError;
import dev.quire.api.problem.ErrorCatalog;
import java.util.Optional;
import java.util.UUID;

/** What every answer of PaddleX's service is wrapped in. */
public sealed interface Envelope {

  /** Served. */
  record Success(String logId, int errorCode, String errorMsg, Object result) implements Envelope {

    /**
     * An operation's result.
     *
     * @param logId the client's own id; without one it gets one
     */
    static Success of(Optional<String> logId, Object result) {
      return new Success(
          logId.filter(id -> !id.isEmpty()).orElseGet(Envelope::newLogId), 0, "Success", result);
    }
  }

  /** Nothing but words: {@code errorCode} 0 and a word of health. */
  record Word(String logId, int errorCode, String errorMsg) implements Envelope {

    static Word of(String message) {
      return new Word(newLogId(), 0, message);
    }
  }

  /**
   * Not served. {@code errorCode} is the HTTP status, {@code errorMsg} for people, or the JSON text
   * of a list of {@link ValidationError}.
   */
  @JsonPropertyOrder({"logId", "errorCode", "errorMsg"})
  record Failure(String logId, @JsonIgnore ApiError error) implements Envelope {

    /** An entry of the catalogue; the log has its cause, if any, under the {@code logId}. */
    static Failure of(ApiError error) {
      return new Failure(error.incident().map(UUID::toString).orElseGet(Envelope::newLogId), error);
    }

    /** The entry of a failure, which is logged if the service is to blame. */
    static Failure of(Throwable failure) {
      return of(ErrorCatalog.report(failure));
    }

    @JsonProperty
    int errorCode() {
      return error.status();
    }

    @JsonProperty
    String errorMsg() {
      return error.message();
    }
  }

  private static String newLogId() {
    return UUID.randomUUID().toString();
  }
}
