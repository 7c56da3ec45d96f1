package dev.quire.reading.order;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Finds white gaps that run across all of the items. */
final class Gaps {

  private final Slack slack;

  Gaps(Slack slack) {
    this.slack = slack;
  }

  /** The items between gaps that run from left to right, from top to bottom. */
  List<List<Item>> strips(List<Item> items) {
    return parts(items, i -> slack.top(i.area()), i -> slack.bottom(i.area()));
  }

  /** The items between gaps that run from top to bottom, from left to right. */
  List<List<Item>> columns(List<Item> items) {
    return parts(items, i -> slack.left(i.area()), i -> slack.right(i.area()));
  }

  /**
   * Joins neighbouring strips for as long as a gap between columns runs through all of them. Strips
   * of headings alone at the end of such a group go with what follows.
   */
  List<List<Item>> groups(List<List<Item>> strips) {
    List<List<Item>> groups = new ArrayList<>();
    Whites whites = Whites.EVERYWHERE;
    List<List<Item>> group = new ArrayList<>();
    for (List<Item> strip : strips) {
      Whites own = Whites.beside(strip, slack);
      Whites both = whites.and(own);
      if (!group.isEmpty() && !both.anyWithin()) {
        List<List<Item>> headings = trailingHeadings(group);
        close(groups, group);
        headings.forEach(heading -> groups.add(heading));
        group = new ArrayList<>();
        both = own;
      }
      group.add(strip);
      whites = both;
    }
    close(groups, group);
    return groups;
  }

  private static List<List<Item>> trailingHeadings(List<List<Item>> group) {
    int end = group.size();
    while (end > 0 && group.get(end - 1).stream().allMatch(Item::heading)) {
      end--;
    }
    List<List<Item>> trailing = group.subList(end, group.size());
    List<List<Item>> headings = List.copyOf(trailing);
    trailing.clear();
    return headings;
  }

  private static void close(List<List<Item>> groups, List<List<Item>> group) {
    if (!group.isEmpty()) {
      groups.add(group.stream().flatMap(List::stream).toList());
    }
  }

  private static List<List<Item>> parts(
      List<Item> items, ToDoubleFunction<Item> start, ToDoubleFunction<Item> end) {
    List<Item> sorted = new ArrayList<>(items);
    sorted.sort(Comparator.comparingDouble(start).thenComparingInt(Item::index));
    List<List<Item>> parts = new ArrayList<>();
    double reached = Double.NEGATIVE_INFINITY;
    for (Item item : sorted) {
      if (parts.isEmpty() || start.applyAsDouble(item) > reached) {
        parts.add(new ArrayList<>());
      }
      parts.get(parts.size() - 1).add(item);
      reached = Math.max(reached, end.applyAsDouble(item));
    }
    return parts;
  }
}
