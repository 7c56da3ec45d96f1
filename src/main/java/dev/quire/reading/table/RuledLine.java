package dev.quire.reading.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Rules of one direction at about the same place across it.
 *
 * @param at the place across
 * @param spans where something is drawn, in order, apart from one another
 */
record RuledLine(double at, List<Span> spans) {

  /** A stretch along a line. */
  record Span(double from, double to) {
    double length() {
      return to - from;
    }
  }

  /** Joins rules whose places differ by no more than {@code tolerance}. */
  static List<RuledLine> join(List<Rule> rules, double tolerance) {
    List<Rule> sorted = new ArrayList<>(rules);
    sorted.sort(Comparator.comparingDouble(Rule::at));
    List<RuledLine> lines = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= sorted.size(); i++) {
      if (i == sorted.size() || sorted.get(i).at() - sorted.get(start).at() > tolerance) {
        lines.add(of(sorted.subList(start, i), tolerance));
        start = i;
      }
    }
    return lines;
  }

  private static RuledLine of(List<Rule> rules, double tolerance) {
    List<Rule> sorted = new ArrayList<>(rules);
    sorted.sort(Comparator.comparingDouble(Rule::from));
    List<Span> spans = new ArrayList<>();
    double weight = 0;
    double at = 0;
    for (Rule rule : sorted) {
      weight += rule.length();
      at += rule.at() * rule.length();
      Span last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
      if (last != null && rule.from() <= last.to() + tolerance / 2) {
        spans.set(spans.size() - 1, new Span(last.from(), Math.max(last.to(), rule.to())));
      } else {
        spans.add(new Span(rule.from(), rule.to()));
      }
    }
    return new RuledLine(weight > 0 ? at / weight : rules.get(0).at(), List.copyOf(spans));
  }

  double from() {
    return spans.get(0).from();
  }

  double to() {
    return spans.get(spans.size() - 1).to();
  }

  double longest() {
    return spans.stream().mapToDouble(Span::length).max().orElse(0);
  }

  /**
   * Whether a stretch along the line is drawn from end to end, but for gaps no longer than this.
   */
  boolean crosses(double from, double to, double gap) {
    double end = from;
    for (Span span : spans) {
      if (span.from() - end > gap) {
        return false;
      }
      end = Math.max(end, span.to());
    }
    return to - end <= gap && drawn(from, to) >= 0.6;
  }

  /** The share of a stretch along the line that is drawn, 0 to 1; 0 for an empty stretch. */
  double drawn(double from, double to) {
    double drawn = 0;
    for (Span span : spans) {
      drawn += Math.max(0, Math.min(to, span.to()) - Math.max(from, span.from()));
    }
    return to > from ? drawn / (to - from) : 0;
  }
}
