package dev.quire.reading.table;

import java.util.ArrayList;
import java.util.List;

/** Makes one rule of horizontal rules that run close beside one another. */
final class DoubleRules {
  /** Pixels between two rules that are one double rule. */
  private static final double APART = 6;

  /** How many of the rules above are looked at. */
  private static final int NEAR = 12;

  private DoubleRules() {}

  /** Rules, top to bottom, without doubles. */
  static List<Rule> joined(List<Rule> rules, double slope) {
    List<Rule> joined = new ArrayList<>();
    for (Rule rule : rules) {
      int beside = -1;
      for (int i = joined.size() - 1; i >= Math.max(0, joined.size() - NEAR); i--) {
        beside = beside < 0 && together(joined.get(i), rule, slope) ? i : beside;
      }
      if (beside < 0) {
        joined.add(rule);
      } else {
        joined.set(beside, union(joined.get(beside), rule, slope));
      }
    }
    return joined;
  }

  private static double level(Rule rule, double slope) {
    return rule.at() - slope * (rule.from() + rule.to()) / 2;
  }

  private static boolean together(Rule one, Rule other, double slope) {
    double shared = Math.min(one.to(), other.to()) - Math.max(one.from(), other.from());
    return Math.abs(level(one, slope) - level(other, slope)) <= APART
        && shared >= 0.5 * Math.min(one.length(), other.length());
  }

  private static Rule union(Rule one, Rule other, double slope) {
    double weight = one.length() + other.length();
    double level =
        (level(one, slope) * one.length() + level(other, slope) * other.length()) / weight;
    double from = Math.min(one.from(), other.from());
    double to = Math.max(one.to(), other.to());
    return new Rule(from, level + slope * from, to, level + slope * to);
  }
}
