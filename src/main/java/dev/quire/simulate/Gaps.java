package dev.quire.simulate;

import java.util.random.RandomGenerator;

/** Exponential gaps, and the time that they add up to. */
final class Gaps {

  static final double NANOS_PER_SECOND = 1e9;

  private final RandomGenerator random;
  private double nanos;

  Gaps(RandomGenerator random) {
    this.random = random;
  }

  /** The next time, in nanoseconds, at {@code rate} a second. */
  long next(double rate) {
    nanos += gap(NANOS_PER_SECOND / rate);
    return (long) nanos;
  }

  double gap(double mean) {
    return -Math.log(1 - random.nextDouble()) * mean;
  }
}
