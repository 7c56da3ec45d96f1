package dev.quire.queue;

import java.time.Duration;

/** A request waited in the queue until its deadline passed. Nothing was computed. */
public class RequestExpiredException extends RuntimeException {

  private final Duration waited;

  public RequestExpiredException(Duration waited) {
    super("Expired after " + waited.toMillis() + " ms in the queue", null, false, false);
    this.waited = waited;
  }

  public Duration waited() {
    return waited;
  }
}
