package dev.quire.simulate;

import dev.quire.batch.Bucket;
import dev.quire.engine.simulated.LatencyCurve;

/**
 * A device as its times tell.
 *
 * @param name what reports call it
 * @param curve how long it takes for batches of a bucket of cost 1
 * @param slowdown it takes so many times as long as its curve says; positive
 */
public record DeviceModel(String name, LatencyCurve curve, double slowdown) {

  public DeviceModel {
    if (!(slowdown > 0 && slowdown <= 1e6)) {
      throw new IllegalArgumentException(
          "A device is slower by a positive factor of at most 1e6, not " + slowdown);
    }
  }

  /** A device that is as fast as its curve. */
  public DeviceModel(String name, LatencyCurve curve) {
    this(name, curve, 1);
  }

  /** Nanoseconds of a batch. */
  long nanos(Bucket bucket, int size) {
    return Math.max(1, Math.round(curve.nanos(size) * slowdown * bucket.cost()));
  }

  /** Tickets of cost 1 a second at the best size up to {@code maxSize}. */
  public double bestRate(int maxSize) {
    return curve.bestRate(maxSize) / slowdown;
  }
}
