package dev.quire.bulk;

import java.time.Duration;

/**
 * How a job is done.
 *
 * @param inFlight most requests at a time, 1 to {@value #MOST_IN_FLIGHT}
 * @param inFlightBytes most bytes of their bodies at a time, unless one alone has more; at least 1
 * @param window most pages of a document in a request, 1 to {@value #LARGEST_WINDOW}
 * @param retries how often in a row a request may fail before its pages have a problem, at least 0
 * @param patience how long the job waits for a service that finishes no page
 * @param longestPause most that is waited before a request is sent again
 * @param silence how long the service may send nothing while it is asked
 * @param withTiming keeps the parts of results that differ from run to run
 */
public record BulkSettings(
    int inFlight,
    long inFlightBytes,
    int window,
    int retries,
    Duration patience,
    Duration longestPause,
    Duration silence,
    boolean withTiming) {

  /** Each holds a file in memory. */
  public static final int MOST_IN_FLIGHT = 1024;

  /** What the service takes at once. */
  public static final int LARGEST_WINDOW = 1000;

  public BulkSettings {
    require("--in-flight", inFlight, 1, MOST_IN_FLIGHT);
    if (inFlightBytes < 1) {
      throw new IllegalArgumentException("--in-flight-bytes must be over 0, not " + inFlightBytes);
    }
    require("--window", window, 1, LARGEST_WINDOW);
    require("--retries", retries, 0, Integer.MAX_VALUE);
    require("--longest-pause", longestPause);
    require("--silence", silence);
  }

  private static void require(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be from %d to %d, not %d".formatted(name, least, most, value));
    }
  }

  private static void require(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException("%s must be over 0, not %s".formatted(name, value));
    }
  }
}
