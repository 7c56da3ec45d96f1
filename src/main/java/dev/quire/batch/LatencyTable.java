package dev.quire.batch;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * How long one device takes for a batch of a bucket and size: T(bucket, size). Measured at warm-up
 * for a few sizes and corrected by every run; sizes between them are interpolated, sizes beyond
 * them follow the last slope, and a bucket that was never measured is scaled from one that was by
 * their costs.
 *
 * <p>A run corrects its neighbouring sizes by {@value #LEARNING_RATE} of the ratio of measured to
 * predicted, which counts as {@value #LEAST_RATIO} to {@value #MOST_RATIO} at most: one outlier
 * moves an estimate by a fifth at worst. A size that has not been near any of the last {@value
 * #STALE} runs drifts towards what the present run and the warm-up together say of it, by {@value
 * #DRIFT} each time: what slows a device down slows all sizes, and a size that one unlucky run
 * brought out of use gets its chance again.
 *
 * <p>A probe of an idle device brings all estimates that are too high for what it shows {@value
 * #RECOVERY} of the way back: requests that are refused because of a slow spell run never, so no
 * run would correct what keeps them out.
 *
 * <p>Besides the buckets of the warm-up it knows the {@value #MOST_LEARNED} others that ran last:
 * requests may bring any number of them. Thread-safe.
 */
public final class LatencyTable {

  static final double LEARNING_RATE = 0.2;
  static final double LEAST_RATIO = 0.5;
  static final double MOST_RATIO = 2;
  static final double DRIFT = 0.02;
  static final int STALE = 32;
  static final double RECOVERY = 0.5;

  /** More than any task has whose buckets are steps. */
  static final int MOST_LEARNED = 96;

  /** A batch that reaches this share of the best rate is large enough: more only adds latency. */
  private static final double GOOD_RATE = 0.98;

  private final Map<Bucket, Curve> curves = new LinkedHashMap<>();

  /** Those that only runs told of; the one that ran last is the last. */
  private final Set<Bucket> learned = new LinkedHashSet<>();

  /** Records a measurement of the warm-up, which replaces what was known of this size. */
  public synchronized void measured(Bucket bucket, int size, long nanos) {
    check(size, nanos);
    curves.computeIfAbsent(bucket, b -> new Curve()).measured(size, nanos);
    learned.remove(bucket);
  }

  /**
   * Records a single measurement of a bucket: its other sizes follow from the nearest known bucket,
   * in the proportion that this size shows.
   */
  public synchronized void anchored(Bucket bucket, int size, long nanos) {
    check(size, nanos);
    Curve guess = scaled(bucket);
    double predicted = guess.nanos(size);
    if (predicted == 0) {
      measured(bucket, size, nanos);
      return;
    }
    Curve curve = new Curve();
    guess.points().forEach((other, known) -> curve.measured(other, known * nanos / predicted));
    curves.put(bucket, curve);
    learned.remove(bucket);
  }

  /** A run of {@code size} took {@code nanos}: corrects the estimates around it. */
  public synchronized void ran(Bucket bucket, int size, long nanos) {
    check(size, nanos);
    Curve curve = curves.get(bucket);
    if (curve == null) {
      curve = scaled(bucket);
      curves.put(bucket, curve);
      learned.add(bucket);
    } else if (learned.remove(bucket)) {
      learned.add(bucket);
    }
    curve.correct(size, nanos);
    forget();
  }

  private void forget() {
    if (learned.size() > MOST_LEARNED) {
      Bucket longestAgo = learned.iterator().next();
      learned.remove(longestAgo);
      curves.remove(longestAgo);
    }
  }

  /**
   * A run of an idle device took {@code nanos}: corrects the estimates around it, and lowers all
   * others towards what it and the warm-up together say of them.
   */
  public synchronized void probed(Bucket bucket, int size, long nanos) {
    ran(bucket, size, nanos);
    double slowdown = curves.get(bucket).slowdown(size, nanos);
    curves.values().forEach(curve -> curve.recover(slowdown));
  }

  /**
   * Records the run of a size that was tried because what is known of it may be wrong: the faster
   * of both counts from now on.
   */
  public synchronized void tried(Bucket bucket, int size, long nanos) {
    check(size, nanos);
    Curve curve = curves.get(bucket);
    if (curve == null || !curve.tried(size, nanos)) {
      ran(bucket, size, nanos);
    }
  }

  /** The next size that has been measured; twice the size if none has. */
  synchronized int sizeAbove(Bucket bucket, int size) {
    Integer above = curve(bucket).points().higherKey(size);
    return above == null ? 2 * size : above;
  }

  private static void check(int size, long nanos) {
    if (size < 1 || nanos < 0) {
      throw new IllegalArgumentException("No run: size %d, %d ns".formatted(size, nanos));
    }
  }

  /** The predicted time of a batch in nanoseconds; 0 while nothing at all has been measured. */
  public synchronized long nanos(Bucket bucket, int size) {
    return (long) curve(bucket).nanos(size);
  }

  /**
   * The largest size up to {@code most} that is predicted to finish within {@code nanos}; 0 if not
   * even a single request is.
   */
  public synchronized int largestWithin(Bucket bucket, long nanos, int most) {
    Curve curve = curve(bucket);
    int fits = 0;
    int fitsNot = most + 1;
    while (fitsNot - fits > 1) {
      int middle = (fits + fitsNot) >>> 1;
      if ((long) curve.nanos(middle) <= nanos) {
        fits = middle;
      } else {
        fitsNot = middle;
      }
    }
    return fits;
  }

  /**
   * The smallest size up to {@code most} that serves nearly as many requests a second as the best
   * one does; never larger than what has been measured.
   */
  public synchronized int efficientSize(Bucket bucket, int most) {
    return curve(bucket).smallest(most, GOOD_RATE);
  }

  /**
   * The size up to {@code most} that serves most requests a second, of equal ones the smallest;
   * never larger than what has been measured.
   */
  public synchronized int bestSize(Bucket bucket, int most) {
    return curve(bucket).smallest(most, 1);
  }

  /** What is known: nanoseconds by bucket and size. */
  public synchronized Map<Bucket, NavigableMap<Integer, Long>> entries() {
    Map<Bucket, NavigableMap<Integer, Long>> entries = new LinkedHashMap<>();
    curves.forEach(
        (bucket, curve) -> {
          NavigableMap<Integer, Long> sizes = new TreeMap<>();
          curve.points().forEach((size, nanos) -> sizes.put(size, Math.round(nanos)));
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

  /** Nanoseconds by size, piecewise linear. */
  private static final class Curve {

    private final PiecewiseLinear line = new PiecewiseLinear(Curve::lastSlope);

    /** The line as the warm-up left it. */
    private final PiecewiseLinear origin = new PiecewiseLinear(Curve::lastSlope);

    /** When each point was last corrected, in runs. */
    private final Map<Integer, Long> corrected = new HashMap<>();

    private long runs;

    void measured(int size, double nanos) {
      line.put(size, nanos);
      origin.put(size, nanos);
    }

    double nanos(int size) {
      return line.at(size);
    }

    NavigableMap<Integer, Double> points() {
      return line.points();
    }

    Curve scaled(double factor) {
      Curve guess = new Curve();
      points().forEach((size, nanos) -> guess.measured(size, nanos * factor));
      return guess;
    }

    private static double lastSlope(NavigableMap<Integer, Double> points) {
      Map.Entry<Integer, Double> last = points.lastEntry();
      Map.Entry<Integer, Double> before = points.lowerEntry(last.getKey());
      return before == null
          ? last.getValue() / last.getKey()
          : Math.max(0, PiecewiseLinear.slope(before, last));
    }

    void correct(int size, long nanos) {
      if (line.isEmpty()) {
        measured(size, nanos);
        return;
      }
      double predicted = Math.max(1, nanos(size));
      double ratio = Math.max(LEAST_RATIO, Math.min(MOST_RATIO, nanos / predicted));
      Integer below = points().floorKey(size);
      Integer above = points().ceilingKey(size);
      if (below == null || above == null || below.equals(above)) {
        scale(below != null ? below : above, ratio, 1);
      } else {
        double share = (double) (size - below) / (above - below);
        scale(below, ratio, 1 - share);
        scale(above, ratio, share);
      }
      runs++;
      drift(slowdown(size, nanos(size)));
    }

    /** How many times as long as in the warm-up a run took. */
    double slowdown(int size, double nanos) {
      return nanos / Math.max(1, origin.at(size));
    }

    void recover(double slowdown) {
      for (int size : points().keySet()) {
        double known = nanos(size);
        line.put(size, known + RECOVERY * Math.min(0, slowdown * origin.at(size) - known));
      }
    }

    /** Whether the size was unknown, or is known to be faster now. */
    boolean tried(int size, long nanos) {
      boolean isNew = line.isEmpty() || size > points().lastKey();
      boolean isFaster = points().containsKey(size) && nanos < nanos(size);
      if (isNew || isFaster) {
        measured(size, nanos);
        corrected.put(size, runs);
      }
      return isNew || isFaster;
    }

    private void scale(int size, double ratio, double share) {
      corrected.put(size, runs);
      line.put(size, nanos(size) * (1 + LEARNING_RATE * share * (ratio - 1)));
    }

    private void drift(double slowdown) {
      for (int size : points().keySet()) {
        if (runs - corrected.getOrDefault(size, 0L) > STALE) {
          double known = nanos(size);
          line.put(size, known + DRIFT * (slowdown * origin.at(size) - known));
        }
      }
    }

    /** The smallest size that reaches a share of the best rate. */
    int smallest(int allowed, double share) {
      // what was never measured is a guess, too poor to choose a size by
      int most = line.isEmpty() ? allowed : Math.min(allowed, points().lastKey());
      // between two points the time is a line, so the rate has its extremes at the points
      double best = rate(most);
      for (int size : points().headMap(most, true).keySet()) {
        best = Math.max(best, rate(size));
      }
      double wanted = share * best;
      int below = 0;
      for (int size : points().keySet()) {
        int end = Math.min(size, most);
        if (rate(end) >= wanted) {
          return firstReaching(wanted, below, end);
        }
        below = end;
      }
      return firstReaching(wanted, below, most);
    }

    /** The first size of a line's part whose rate, which rises along it, is the one wanted. */
    private int firstReaching(double wanted, int tooSmall, int enough) {
      while (enough - tooSmall > 1) {
        int middle = (tooSmall + enough) >>> 1;
        if (rate(middle) >= wanted) {
          enough = middle;
        } else {
          tooSmall = middle;
        }
      }
      return enough;
    }

    private double rate(int size) {
      return size / Math.max(1, nanos(size));
    }
  }
}
