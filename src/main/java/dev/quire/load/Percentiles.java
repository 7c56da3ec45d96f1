package dev.quire.load;

import org.HdrHistogram.Histogram;

/**
 * Latencies in milliseconds, to three significant digits; 0 where there are none.
 *
 * @param count how many there are
 */
public record Percentiles(
    long count, double mean, double p50, double p90, double p95, double p99, double max) {

  private static final double NANOS_PER_MILLI = 1e6;

  static Percentiles of(Histogram nanos) {
    return new Percentiles(
        nanos.getTotalCount(),
        nanos.getMean() / NANOS_PER_MILLI,
        millis(nanos, 50),
        millis(nanos, 90),
        millis(nanos, 95),
        millis(nanos, 99),
        nanos.getMaxValue() / NANOS_PER_MILLI);
  }

  private static double millis(Histogram nanos, double percent) {
    return nanos.getValueAtPercentile(percent) / NANOS_PER_MILLI;
  }
}
