package dev.quire.queue;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * For whom, how urgently and until when a request is to be served.
 *
 * @param client who sent it; clients share the devices fairly
 * @param priority its class
 * @param timeout how long from now until its answer is of no use any more
 * @param trace where in a trace it belongs; empty if it is not traced
 * @param begun whether it is part of something that was begun before, which a queue that closes
 *     still serves
 */
public record Terms(
    String client,
    Priority priority,
    Duration timeout,
    Optional<TraceContext> trace,
    boolean begun) {

  public Terms {
    Objects.requireNonNull(client, "client");
    Objects.requireNonNull(priority, "priority");
    Objects.requireNonNull(trace, "trace");
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("Negative timeout: " + timeout);
    }
  }

  /** Terms of what is not traced. */
  public Terms(String client, Priority priority, Duration timeout) {
    this(client, priority, timeout, Optional.empty());
  }

  /** Terms of what comes alone. */
  public Terms(String client, Priority priority, Duration timeout, Optional<TraceContext> trace) {
    this(client, priority, timeout, trace, false);
  }

  /** Interactive work of an unnamed client. */
  public static Terms within(Duration timeout) {
    return new Terms("", Priority.INTERACTIVE, timeout);
  }

  /** The same with another timeout. */
  public Terms left(Duration other) {
    return new Terms(client, priority, other, trace, begun);
  }

  /** The same for parts of what has been begun. */
  public Terms ofBegun() {
    return new Terms(client, priority, timeout, trace, true);
  }

  /** The same at another reservation in a trace. */
  public Terms tracedAt(TraceContext other) {
    return new Terms(client, priority, timeout, Optional.of(other), begun);
  }
}
