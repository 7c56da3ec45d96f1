package dev.quire.reading.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Joins the pieces of broken and double horizontal rules and drops what stays short. */
final class RuleJoiner {
  /** Pixels between two long pieces of one rule. */
  private static final double GAP = 14;

  /** Pixels between two pieces of which one is short, so that letters in a row are no rule. */
  private static final double NARROW = 6;

  /** Pixels across within which pieces belong to one rule. */
  private static final double ACROSS = 2;

  /** The share of a joined rule that must be drawn. */
  private static final double DRAWN = 0.6;

  /** How many times longer than the shortest rule one is that is dashes alone. */
  private static final double DASHED = 5;

  private final double shortest;
  private final double slope;

  RuleJoiner(double shortest, double slope) {
    this.shortest = shortest;
    this.slope = slope;
  }

  List<Rule> join(List<Rule> strokes) {
    List<Rule> sorted = new ArrayList<>(strokes);
    sorted.sort(Comparator.comparingDouble(this::level));
    List<Rule> joined = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= sorted.size(); i++) {
      if (i == sorted.size() || level(sorted.get(i)) - level(sorted.get(start)) > ACROSS) {
        joinLevel(new ArrayList<>(sorted.subList(start, i)), joined);
        start = i;
      }
    }
    return DoubleRules.joined(joined, slope);
  }

  private double level(Rule stroke) {
    return stroke.at() - slope * (stroke.from() + stroke.to()) / 2;
  }

  private void joinLevel(List<Rule> strokes, List<Rule> joined) {
    strokes.sort(Comparator.comparingDouble(Rule::from));
    int start = 0;
    double end = strokes.get(0).to();
    double drawn = strokes.get(0).length();
    for (int i = 1; i <= strokes.size(); i++) {
      if (i == strokes.size() || apart(end - strokes.get(start).from(), end, strokes.get(i))) {
        add(strokes.subList(start, i), end, drawn, joined);
        start = i;
        drawn = 0;
        end = i < strokes.size() ? strokes.get(i).from() : end;
      }
      if (i < strokes.size()) {
        double to = strokes.get(i).to();
        drawn += Math.max(0, to - Math.max(end, strokes.get(i).from()));
        end = Math.max(end, to);
      }
    }
  }

  private boolean apart(double length, double end, Rule next) {
    boolean both = length >= shortest && next.length() >= shortest;
    return next.from() - end > (both ? GAP : NARROW);
  }

  private void add(List<Rule> strokes, double end, double drawn, List<Rule> joined) {
    double from = strokes.get(0).from();
    double longest = strokes.stream().mapToDouble(Rule::length).max().orElse(0);
    boolean solid = longest >= 0.8 * shortest || end - from >= DASHED * shortest;
    if (end - from < shortest || drawn < DRAWN * (end - from) || !solid) {
      return;
    }
    double weight = 0;
    double level = 0;
    for (Rule stroke : strokes) {
      weight += stroke.length();
      level += stroke.length() * level(stroke);
    }
    level /= weight;
    joined.add(new Rule(from, level + slope * from, end, level + slope * end));
  }
}
