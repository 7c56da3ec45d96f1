package dev.quire.batch;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * A value by size, known at some points: a straight line between two neighbours, the first point's
 * value below all of them, and beyond the last a line whose slope its owner chooses. Not
 * thread-safe.
 */
final class PiecewiseLinear {

  private final NavigableMap<Integer, Double> points = new TreeMap<>();
  private final ToDoubleFunction<NavigableMap<Integer, Double>> slopeBeyond;

  /**
   * @param slopeBeyond the slope after the last point; of the points, at least one
   */
  PiecewiseLinear(ToDoubleFunction<NavigableMap<Integer, Double>> slopeBeyond) {
    this.slopeBeyond = slopeBeyond;
  }

  /** Sets a point, which replaces one of the same size. */
  void put(int size, double value) {
    points.put(size, value);
  }

  boolean isEmpty() {
    return points.isEmpty();
  }

  /** The points by size, whatever the order they were set in: a view, which cannot be changed. */
  NavigableMap<Integer, Double> points() {
    return Collections.unmodifiableNavigableMap(points);
  }

  /** The value at a size; 0 without points. */
  double at(int size) {
    if (points.isEmpty()) {
      return 0;
    }
    Map.Entry<Integer, Double> below = points.floorEntry(size);
    Map.Entry<Integer, Double> above = points.ceilingEntry(size);
    if (below == null) {
      return above.getValue();
    }
    if (above == null) {
      return below.getValue() + (size - below.getKey()) * slopeBeyond.applyAsDouble(points());
    }
    if (below.getKey().equals(above.getKey())) {
      return below.getValue();
    }
    double share = (double) (size - below.getKey()) / (above.getKey() - below.getKey());
    return below.getValue() + share * (above.getValue() - below.getValue());
  }

  /** The slope of the line through two points. */
  static double slope(Map.Entry<Integer, Double> from, Map.Entry<Integer, Double> to) {
    return (to.getValue() - from.getValue()) / (to.getKey() - from.getKey());
  }
}
