package dev.quire.reading.table;

import java.util.Comparator;
import java.util.List;

/** The slope that most of what was drawn agrees on. */
final class Slopes {

  private Slopes() {}

  /** A slope with the length of what has it. */
  record Slope(double value, double weight) {}

  /** The weighted median; 0 without slopes. */
  static double median(List<Slope> slopes) {
    double half = slopes.stream().mapToDouble(Slope::weight).sum() / 2;
    double sum = 0;
    for (Slope slope : slopes.stream().sorted(Comparator.comparingDouble(Slope::value)).toList()) {
      sum += slope.weight();
      if (sum >= half) {
        return slope.value();
      }
    }
    return 0;
  }
}
