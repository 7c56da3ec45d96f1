package dev.quire.simulate;

import java.util.Arrays;

/** Times of tickets from arrival to answer, all of them kept, so that percentiles are exact. */
public final class Latencies {

  private final long[] sorted;

  private Latencies(long[] sorted) {
    this.sorted = sorted;
  }

  /** Keeps a copy of the times. */
  public static Latencies of(long... nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Latencies(sorted);
  }

  public int count() {
    return sorted.length;
  }

  /**
   * The nearest-rank percentile in nanoseconds: the smallest time that at least {@code percent} of
   * the tickets did not exceed; 0 if there are none.
   *
   * @param percent over 0, at most 100
   */
  public long percentile(double percent) {
    if (!(percent > 0 && percent <= 100)) {
      throw new IllegalArgumentException("A percentile is over 0 and at most 100, not " + percent);
    }
    if (sorted.length == 0) {
      return 0;
    }
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.max(1, Math.min(rank, sorted.length)) - 1];
  }

  /** The longest time in nanoseconds; 0 if there are none. */
  public long max() {
    return percentile(100);
  }

  /** The mean in nanoseconds; 0 if there are none. */
  public double mean() {
    return Arrays.stream(sorted).average().orElse(0);
  }
}
