package dev.quire.reading.table;

/** The straight line that runs of pixels lie on, by least squares. */
final class LineFit {
  /** Pixels below which a slope says nothing. */
  private static final int SLOPED = 48;

  /** A little more than one degree. */
  private static final double STEEPEST = 0.025;

  private static final double THICKEST = 9;

  private double weight;
  private double sumX;
  private double sumY;
  private double sumXx;
  private double sumXy;
  private double sumYy;
  private int first = Integer.MAX_VALUE;
  private int last = Integer.MIN_VALUE;

  void add(int row, int from, int to) {
    double length = to - from + 1;
    double middle = (from + to) / 2.0;
    weight += length;
    sumX += length * middle;
    sumY += length * row;
    sumXx += length * (middle * middle + length * length / 12);
    sumXy += length * middle * row;
    sumYy += length * row * row;
    first = Math.min(first, from);
    last = Math.max(last, to);
  }

  boolean thin() {
    double extent = last - first + 1;
    double spread = (sumYy - sumY * sumY / weight - slope() * covariance()) / weight;
    return weight / extent <= THICKEST
        && Math.abs(slope()) <= STEEPEST
        && spread <= THICKEST * THICKEST / 6;
  }

  Rule rule() {
    double middle = sumX / weight;
    double height = sumY / weight + 0.5;
    return new Rule(
        first,
        height + slope() * (first - middle),
        last + 1,
        height + slope() * (last + 1 - middle));
  }

  private double covariance() {
    return sumXy - sumX * sumY / weight;
  }

  private double slope() {
    double variance = sumXx - sumX * sumX / weight;
    return last - first < SLOPED || variance <= 0 ? 0 : covariance() / variance;
  }
}
