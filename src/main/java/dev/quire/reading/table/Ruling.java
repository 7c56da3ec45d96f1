package dev.quire.reading.table;

import dev.quire.reading.Area;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The ruling lines of a table, straightened, without those that belong to letters.
 *
 * @param across the horizontal ones, top to bottom
 * @param down the vertical ones, left to right
 */
record Ruling(List<RuledLine> across, List<RuledLine> down) {

  static Ruling of(List<Rule> rules, List<Piece> pieces, Area limits, double em) {
    List<Rule> across = new ArrayList<>();
    List<Rule> down = new ArrayList<>();
    Area reach =
        new Area(limits.left() - em, limits.top() - em, limits.right() + em, limits.bottom() + em);
    for (Rule rule : longest(rules)) {
      Rule cut = clipped(rule, reach);
      boolean inside = reach.contains((cut.x1() + cut.x2()) / 2, (cut.y1() + cut.y2()) / 2);
      if (inside && cut.length() >= 1.1 * em && !ofLetters(cut, pieces, em)) {
        (rule.horizontal() ? across : down).add(cut);
      }
    }
    double tolerance = Math.max(5, 0.4 * em);
    return new Ruling(RuledLine.join(across, tolerance), RuledLine.join(down, tolerance));
  }

  private static List<Rule> longest(List<Rule> rules) {
    if (rules.size() <= RuleFinder.MOST) {
      return rules;
    }
    return rules.stream()
        .sorted(Comparator.comparingDouble(Rule::length).reversed())
        .limit(RuleFinder.MOST)
        .toList();
  }

  /** The rule, level or upright, within the reach; without length where it lies outside. */
  private static Rule clipped(Rule rule, Area reach) {
    if (rule.horizontal()) {
      double from = Math.max(rule.from(), reach.left());
      return Rule.horizontal(rule.at(), from, Math.max(from, Math.min(rule.to(), reach.right())));
    }
    double from = Math.max(rule.from(), reach.top());
    return Rule.vertical(rule.at(), from, Math.max(from, Math.min(rule.to(), reach.bottom())));
  }

  private static boolean ofLetters(Rule rule, List<Piece> pieces, double em) {
    double within = 0;
    for (Piece piece : pieces) {
      if (rule.horizontal() ? underlines(rule, piece.area(), em) : strokes(rule, piece, em)) {
        return true;
      }
      within += rule.horizontal() ? strikes(rule, piece.area()) : cuts(rule, piece);
    }
    return within >= 0.5 * rule.length();
  }

  /** How much of a level rule lies in the middle of a word. */
  private static double strikes(Rule rule, Area area) {
    double edge = 0.15 * area.height();
    boolean through = rule.at() > area.top() + edge && rule.at() < area.bottom() - edge;
    return through
        ? Math.max(0, Math.min(rule.to(), area.right()) - Math.max(rule.from(), area.left()))
        : 0;
  }

  /** How much of an upright rule lies in a word. */
  private static double cuts(Rule rule, Piece piece) {
    Area area = piece.area();
    boolean through = rule.at() > area.left() + 2 && rule.at() < area.right() - 2;
    return piece.whole() || !through
        ? 0
        : Math.max(0, Math.min(rule.to(), area.bottom()) - Math.max(rule.from(), area.top()));
  }

  private static boolean underlines(Rule rule, Area area, double em) {
    return rule.from() >= area.left() - 0.4 * em
        && rule.to() <= area.right() + 0.4 * em
        && rule.at() > area.top() + 0.1 * em
        && rule.at() < area.bottom() - 0.05 * em;
  }

  private static boolean strokes(Rule rule, Piece piece, double em) {
    Area area = piece.area();
    return rule.at() > area.left()
        && rule.at() < area.right()
        && rule.from() >= area.top() - 0.3 * em
        && rule.to() <= area.bottom() + 0.3 * em;
  }
}
