package dev.quire.load;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a request.
 *
 * @param outcome the HTTP status; or {@link #LOST}, {@link #TIMEOUT}
 * @param stages where the service says the time went, in milliseconds
 * @param retryAfter when the service wants to be asked again
 */
public record Reply(String outcome, Map<String, Double> stages, Optional<Duration> retryAfter) {

  /** The outcome of an answer. */
  public static final String OK = "200";

  /** The connection could not be made, or broke. */
  public static final String LOST = "lost";

  /** No answer came for too long. */
  public static final String TIMEOUT = "timeout";

  /** Too many requests were open already; this one was never sent. */
  public static final String UNSENT = "unsent";

  public Reply {
    stages = Map.copyOf(stages);
  }

  static Reply of(String outcome) {
    return new Reply(outcome, Map.of(), Optional.empty());
  }

  boolean isOk() {
    return outcome.equals(OK);
  }
}
