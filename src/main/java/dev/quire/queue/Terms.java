package dev.quire.queue;

import java.time.Duration;
import java.util.Objects;

/**
 * For whom, how urgently and until when a ticket is to be served.
 *
 * @param client who sent it; clients share the devices fairly
 * @param priority its class
 * @param timeout how long from now until its answer is of no use any more
 */
public record Terms(String client, Priority priority, Duration timeout) {

  public Terms {
    Objects.requireNonNull(client, "client");
    Objects.requireNonNull(priority, "priority");
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("Negative timeout: " + timeout);
    }
  }

  /** Interactive work of nobody in particular. */
  public static Terms within(Duration timeout) {
    return new Terms("", Priority.INTERACTIVE, timeout);
  }
}
