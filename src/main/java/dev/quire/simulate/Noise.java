package dev.quire.simulate;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How far the runs of a device stray from its curve.
 *
 * @param jitter a run takes up to this share more or less; from 0 to below 1
 * @param stallShare the share of the runs that a stall lengthens, from 0 to 1
 * @param stall by how much
 */
public record Noise(double jitter, double stallShare, Duration stall) {

  /** Runs take exactly what the curve says. */
  public static final Noise NONE = jitter(0);

  public Noise {
    if (!(jitter >= 0 && jitter < 1)) {
      throw new IllegalArgumentException("The jitter must be from 0 to below 1, not " + jitter);
    }
    if (!(stallShare >= 0 && stallShare <= 1) || stall.isNegative()) {
      throw new IllegalArgumentException(
          "Not stalls: %s of the runs, by %s".formatted(stallShare, stall));
    }
  }

  /** Jitter without stalls. */
  public static Noise jitter(double jitter) {
    return new Noise(jitter, 0, Duration.ZERO);
  }

  long nanos(long expected, RandomGenerator random) {
    double factor = 1 + jitter * (2 * random.nextDouble() - 1);
    long stalled = random.nextDouble() < stallShare ? stall.toNanos() : 0;
    return Math.max(1, Math.round(expected * factor) + stalled);
  }
}
