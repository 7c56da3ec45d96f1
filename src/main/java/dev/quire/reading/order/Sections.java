package dev.quire.reading.order;

import dev.quire.reading.Area;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Cuts columns at headings that stand at the left with nothing beside them though the other columns
 * go on below: such a heading is no wider than a column but stands above all of them.
 */
final class Sections {

  private Sections() {}

  /** The columns' items from one such heading to the next; a single part if there is none. */
  static List<List<Item>> of(List<List<Item>> strips, List<List<Item>> columns) {
    Set<Integer> first = new HashSet<>();
    columns.get(0).forEach(item -> first.add(item.index()));
    double[] reached = reached(strips, first);
    double[] next = next(strips, first);
    List<List<Item>> sections = new ArrayList<>();
    List<Item> section = new ArrayList<>();
    for (int i = 0; i < strips.size(); i++) {
      List<Item> strip = strips.get(i);
      boolean heading =
          strip.stream().allMatch(item -> item.heading() && first.contains(item.index()));
      if (heading && !section.isEmpty() && amid(Cutter.around(strip), reached[i], next[i])) {
        sections.add(section);
        section = new ArrayList<>();
      }
      section.addAll(strip);
    }
    sections.add(section);
    return sections;
  }

  /** Whether the other columns end above the heading, and go on below it. */
  private static boolean amid(Area heading, double reached, double next) {
    return Double.isFinite(reached)
        && Double.isFinite(next)
        && reached <= heading.top()
        && next >= heading.bottom();
  }

  /** How far down the other columns reach before each strip. */
  private static double[] reached(List<List<Item>> strips, Set<Integer> first) {
    double[] reached = new double[strips.size()];
    double lowest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < reached.length; i++) {
      reached[i] = lowest;
      for (Item item : strips.get(i)) {
        lowest = first.contains(item.index()) ? lowest : Math.max(lowest, item.area().bottom());
      }
    }
    return reached;
  }

  /** Where the other columns go on after each strip. */
  private static double[] next(List<List<Item>> strips, Set<Integer> first) {
    double[] next = new double[strips.size()];
    double highest = Double.POSITIVE_INFINITY;
    for (int i = next.length - 1; i >= 0; i--) {
      next[i] = highest;
      for (Item item : strips.get(i)) {
        highest = first.contains(item.index()) ? highest : Math.min(highest, item.area().top());
      }
    }
    return next;
  }
}
