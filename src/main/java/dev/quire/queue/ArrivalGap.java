package dev.quire.queue;

/**
 * The mean time between arrivals: an exponentially weighted average of the gaps, and at least the
 * time since the last arrival, so that a rush that is over is soon forgotten. Not thread-safe.
 */
final class ArrivalGap {

  private static final double NEWEST_WEIGHT = 0.125;

  private double mean = -1;
  private long last;

  void arrived(long nowNanos) {
    if (mean == -1) {
      mean = -2;
    } else {
      long gap = Math.max(0, nowNanos - last);
      mean = mean < 0 ? gap : mean + NEWEST_WEIGHT * (gap - mean);
    }
    last = nowNanos;
  }

  /** The mean gap in nanoseconds; {@link Long#MAX_VALUE} before the second arrival. */
  long nanos(long nowNanos) {
    return mean < 0 ? Long.MAX_VALUE : (long) Math.max(mean, nowNanos - last);
  }
}
