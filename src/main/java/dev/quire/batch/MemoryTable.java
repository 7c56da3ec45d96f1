package dev.quire.batch;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What a run of a bucket and size holds on one device beyond the model at rest, in bytes. Measured
 * at warm-up for a few sizes: engines keep what the largest run took, so that later runs tell
 * nothing. Sizes between known ones are interpolated; larger ones follow the slope of the upper
 * half, but grow at least in proportion; smaller ones hold as much as the smallest known one; a
 * bucket that is not known is scaled from the nearest by their costs.
 *
 * <p>A larger size is never predicted to hold less than a smaller one, whatever was measured.
 * Thread-safe.
 */
public final class MemoryTable {

  private final Map<Bucket, Curve> curves = new LinkedHashMap<>();

  /** Records a measurement of the warm-up, which replaces what was known of this size. */
  public synchronized void measured(Bucket bucket, int size, long bytes) {
    check(size, bytes);
    curves.computeIfAbsent(bucket, b -> new Curve()).measured(size, bytes);
  }

  private static void check(int size, long bytes) {
    if (size < 1 || bytes < 0) {
      throw new IllegalArgumentException("No run: size %d, %d bytes".formatted(size, bytes));
    }
  }

  /** The predicted bytes of a batch; 0 while nothing at all is known. */
  public synchronized long bytes(Bucket bucket, int size) {
    return Math.round(curve(bucket).bytes(size));
  }

  /**
   * The largest size up to {@code most} that is predicted to hold no more than {@code bytes}; 0 if
   * even a single request holds more, {@code most} while nothing at all is known.
   */
  public synchronized int largestWithin(Bucket bucket, long bytes, int most) {
    Curve curve = curve(bucket);
    if (curve.isUnknown()) {
      return most;
    }
    int fits = 0;
    int fitsNot = most + 1;
    while (fitsNot - fits > 1) {
      int middle = (fits + fitsNot) >>> 1;
      if (Math.round(curve.bytes(middle)) <= bytes) {
        fits = middle;
      } else {
        fitsNot = middle;
      }
    }
    return fits;
  }

  /**
   * Whether a single request is predicted to run within {@code bytes}; true while nothing at all is
   * known.
   */
  public synchronized boolean fits(Bucket bucket, long bytes) {
    return largestWithin(bucket, bytes, 1) == 1;
  }

  /** What is known: bytes by bucket and size. */
  public synchronized Map<Bucket, NavigableMap<Integer, Long>> entries() {
    Map<Bucket, NavigableMap<Integer, Long>> entries = new LinkedHashMap<>();
    curves.forEach(
        (bucket, curve) -> {
          NavigableMap<Integer, Long> sizes = new TreeMap<>();
          curve.points().forEach((size, bytes) -> sizes.put(size, Math.round(bytes)));
          entries.put(bucket, Collections.unmodifiableNavigableMap(sizes));
        });
    return Collections.unmodifiableMap(entries);
  }

  private Curve curve(Bucket bucket) {
    Curve curve = curves.get(bucket);
    return curve != null ? curve : scaled(bucket);
  }

  /** A guess from the bucket whose cost is nearest. */
  private Curve scaled(Bucket bucket) {
    return bucket
        .nearest(curves.keySet())
        .map(known -> curves.get(known).scaled(bucket.costRelativeTo(known)))
        .orElseGet(Curve::new);
  }

  /** Bytes by size, piecewise linear. */
  private static final class Curve {

    /** What each size itself was seen to hold. */
    private final NavigableMap<Integer, Double> measured = new TreeMap<>();

    /** Through the same sizes, each at least as high as those before it. */
    private final PiecewiseLinear rising = new PiecewiseLinear(Curve::slopeBeyond);

    boolean isUnknown() {
      return rising.isEmpty();
    }

    double bytes(int size) {
      return rising.at(size);
    }

    NavigableMap<Integer, Double> points() {
      return rising.points();
    }

    private static double slopeBeyond(NavigableMap<Integer, Double> points) {
      Map.Entry<Integer, Double> last = points.lastEntry();
      double proportional = last.getValue() / last.getKey();
      // between sizes that are close together, noise alone can make a steep slope
      Map.Entry<Integer, Double> before = points.floorEntry(last.getKey() / 2);
      return before == null
          ? proportional
          : Math.max(proportional, PiecewiseLinear.slope(before, last));
    }

    void measured(int size, double bytes) {
      measured.put(size, bytes);
      double highest = 0;
      for (Map.Entry<Integer, Double> point : measured.entrySet()) {
        highest = Math.max(highest, point.getValue());
        rising.put(point.getKey(), highest);
      }
    }

    Curve scaled(double factor) {
      Curve guess = new Curve();
      points().forEach((size, bytes) -> guess.measured(size, bytes * factor));
      return guess;
    }
  }
}
