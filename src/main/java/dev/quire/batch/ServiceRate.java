package dev.quire.batch;

/**
 * How a device serves a bucket when there is enough to do.
 *
 * @param size the requests of a full batch
 * @param nanos the time it takes; 0 while unknown
 */
public record ServiceRate(int size, long nanos) {

  /** Nothing is known yet. */
  public static final ServiceRate UNKNOWN = new ServiceRate(1, 0);

  /** Requests a nanosecond; infinite while unknown. */
  public double rate() {
    return (double) size / nanos;
  }
}
