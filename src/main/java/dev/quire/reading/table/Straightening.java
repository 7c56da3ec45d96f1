package dev.quire.reading.table;

import dev.quire.reading.Area;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a slightly skewed table level: for small angles a turn is a shear in both directions.
 *
 * @param slope pixels down for each pixel to the right
 * @param x the point that stays in place
 * @param y the point that stays in place
 */
record Straightening(double slope, double x, double y) {
  private static final double STEEPEST = 0.02;
  private static final double STEP = 0.001;

  /** How much sharper the rows must be for words alone to show a skew. */
  private static final double SHARPER = 1.12;

  /** By the rules where they are long enough, else by the rows of the words. */
  static Straightening of(Area area, List<Piece> pieces, List<Rule> rules, double em) {
    List<Slopes.Slope> slopes = new ArrayList<>();
    for (Rule rule : rules) {
      double slope = rule.horizontal() ? rule.slope() : -rule.slope();
      if (rule.length() >= 5 * em && Math.abs(slope) <= 2 * STEEPEST) {
        slopes.add(new Slopes.Slope(slope, rule.length()));
      }
    }
    double drawn = slopes.stream().mapToDouble(Slopes.Slope::weight).sum();
    double slope = drawn >= area.width() / 2 ? Slopes.median(slopes) : ofRows(pieces, em);
    return new Straightening(slope, area.centreX(), area.centreY());
  }

  private static double ofRows(List<Piece> pieces, double em) {
    double level = sharpness(pieces, 0, em);
    double best = level * SHARPER;
    double slope = 0;
    for (int i = (int) -(STEEPEST / STEP); i <= STEEPEST / STEP; i++) {
      double sharpness = sharpness(pieces, i * STEP, em);
      if (sharpness > best) {
        best = sharpness;
        slope = i * STEP;
      }
    }
    return slope;
  }

  /** The sum of squares of how many pieces stand at each height. */
  private static double sharpness(List<Piece> pieces, double slope, double em) {
    double bin = Math.max(1, em / 5);
    double[] heights =
        pieces.stream()
            .mapToDouble(p -> (p.area().centreY() - slope * p.area().centreX()) / bin)
            .sorted()
            .toArray();
    double sum = 0;
    int start = 0;
    for (int end = 0; end < heights.length; end++) {
      while (heights[end] - heights[start] > 2) {
        start++;
      }
      sum += end - start + 1;
    }
    return sum;
  }

  Area straight(Area area) {
    double centreX = area.centreX() + slope * (area.centreY() - y);
    double centreY = area.centreY() - slope * (area.centreX() - x);
    double height = Math.max(area.height() / 2, area.height() - Math.abs(slope) * area.width());
    return around(centreX, centreY, area.width(), height);
  }

  Rule straight(Rule rule) {
    return new Rule(
        rule.x1() + slope * (rule.y1() - y),
        rule.y1() - slope * (rule.x1() - x),
        rule.x2() + slope * (rule.y2() - y),
        rule.y2() - slope * (rule.x2() - x));
  }

  /** Where a straightened area stands on the page. */
  Area back(Area area) {
    double centreX = area.centreX() - slope * (area.centreY() - y);
    double centreY = area.centreY() + slope * (area.centreX() - x);
    return around(centreX, centreY, area.width(), area.height());
  }

  private static Area around(double x, double y, double width, double height) {
    return new Area(x - width / 2, y - height / 2, x + width / 2, y + height / 2);
  }
}
