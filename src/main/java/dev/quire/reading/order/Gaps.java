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
