package dev.quire.batch;

/**
 * How a device serves a bucket when there is enough to do.
 *
 * @param size the tickets of a full batch
 * @param nanos the time it takes; 0 while unknown
 */
public record Pace(int size, long nanos) {

  /** Nothing is known yet. */
  public static final Pace UNKNOWN = new Pace(1, 0);

  /** Tickets a nanosecond; infinite while unknown. */
  public double rate() {
    return (double) size / nanos;
  }
}
