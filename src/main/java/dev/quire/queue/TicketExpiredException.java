package dev.quire.queue;

import java.time.Duration;

/** A ticket waited in the queue until its deadline passed. Nothing was computed. */
public class TicketExpiredException extends RuntimeException {

  private final Duration waited;

  public TicketExpiredException(Duration waited) {
    super("Expired after " + waited.toMillis() + " ms in the queue", null, false, false);
    this.waited = waited;
  }

  public Duration waited() {
    return waited;
  }
}
