package dev.quire.precision;

import java.util.Arrays;

/** The middle of measurements, which a few slow ones do not move as they do the mean. */
final class Median {

  private Median() {}

  /**
   * Half of the values are at most this, and half at least.
   *
   * @param values at least one, in any order
   */
  static double of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
