package dev.quire.reading.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the ruling lines in the picture of a table: long thin runs darker than their surroundings,
 * and the borders of shaded rows and columns. Broken and double lines become one; up to one degree
 * of skew does no harm. The time is linear in the number of pixels. Safe for use by several
 * threads.
 */
public final class RuleFinder {
  /** No more rules than this are found; the longest are kept. */
  public static final int MOST = 2000;

  private final double shortest;

  /**
   * @param shortest how long a rule must be, in pixels: somewhat more than the height of a line of
   *     text, so that strokes of letters are none
   */
  public RuleFinder(double shortest) {
    this.shortest = shortest;
  }

  /** The rules in pixels of the picture; see {@link Rule#placed}. */
  public List<Rule> find(GreyPlane plane) {
    List<Rule> level = Strokes.of(Runs.of(plane.smoothed()));
    List<Rule> upright = Strokes.of(Runs.of(plane.turned().smoothed()));
    List<Slopes.Slope> slopes = new ArrayList<>();
    level.forEach(stroke -> slopes.add(new Slopes.Slope(stroke.slope(), stroke.length())));
    upright.forEach(stroke -> slopes.add(new Slopes.Slope(-stroke.slope(), stroke.length())));
    double slope = Slopes.median(slopes.stream().filter(s -> s.weight() >= 2 * shortest).toList());
    List<Rule> found = new ArrayList<>(new RuleJoiner(shortest, slope).join(level));
    for (Rule rule : new RuleJoiner(shortest, -slope).join(upright)) {
      found.add(new Rule(rule.y1(), rule.x1(), rule.y2(), rule.x2()));
    }
    found.sort(Comparator.comparingDouble(Rule::length).reversed());
    return List.copyOf(found.subList(0, Math.min(MOST, found.size())));
  }
}
