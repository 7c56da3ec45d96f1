package dev.quire.http;

import java.time.Duration;

/**
 * What connections may take.
 *
 * @param connections most that are open at a time, at least 1
 * @param headers how long the head of a request may take from its first byte
 * @param idle how long a connection may be without a request
 * @param write how long a client may take no byte of what waits for it
 */
public record ConnectionLimits(int connections, Duration headers, Duration idle, Duration write) {

  private static final int MOST_BY_DEFAULT = 10_000;
  private static final int LEAST_BY_DEFAULT = 16;

  /** What the service itself opens: libraries, models, pipes of worker processes, event loops. */
  private static final int OWN_FILES = 192;

  /**
   * How many connections leave the service's own files enough descriptors.
   *
   * @param descriptors most files that the process may have open
   */
  public static int connectionsFor(long descriptors) {
    return (int) Math.max(LEAST_BY_DEFAULT, Math.min(MOST_BY_DEFAULT, descriptors - OWN_FILES));
  }
}
