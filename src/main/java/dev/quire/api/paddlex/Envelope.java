package dev.quire.api.paddlex;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** What every answer of PaddleX's service is wrapped in. */
public sealed interface Envelope {

  /** The HTTP status that goes with it. */
  int status();

  /** When to ask again, if that will help. */
  default Optional<Duration> retryAfter() {
    return Optional.empty();
  }

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

    @Override
    public int status() {
      return 200;
    }
  }

  /** Nothing but words: {@code errorCode} 0 and a word of health. */
  record Word(String logId, int errorCode, String errorMsg) implements Envelope {

    static Word of(String message) {
      return new Word(newLogId(), 0, message);
    }

    @Override
    public int status() {
      return 200;
    }
  }

  /**
   * Not served.
   *
   * @param errorCode the HTTP status
   * @param errorMsg for people, or the JSON text of a list of {@link ValidationError}
   */
  record Failure(
      String logId, int errorCode, String errorMsg, @JsonIgnore Optional<Duration> retryAfter)
      implements Envelope {

    public static Failure of(int status, String message) {
      return new Failure(newLogId(), status, message, Optional.empty());
    }

    static Failure passing(int status, String message, Duration retryAfter) {
      return new Failure(newLogId(), status, message, Optional.of(retryAfter));
    }

    @Override
    public int status() {
      return errorCode;
    }
  }

  private static String newLogId() {
    return UUID.randomUUID().toString();
  }
}
