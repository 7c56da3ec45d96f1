package dev.quire.reading.order;

import dev.quire.reading.Area;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Parts items that no gap parts, where a cut would take the least from them. What the cut crosses
 * goes to the side on which its middle lies.
 */
final class SoftCut {

  /** How many places are tried along each axis. */
  private static final int TRIES = 48;

  /** From this many items on only cuts through the middle half are tried, to bound the depth. */
  private static final int MANY = 500;

  /** Two parts, or a single one where all middles coincide. */
  List<List<Item>> of(List<Item> items) {
    Cut across = best(items, a -> a.top(), a -> a.bottom());
    Cut along = best(items, a -> a.left(), a -> a.right());
    if (across == null || (along != null && along.cost < across.cost)) {
      across = along;
    }
    return across == null ? List.of(items) : List.of(across.before, across.after);
  }

  private Cut best(List<Item> items, ToDoubleFunction<Area> start, ToDoubleFunction<Area> end) {
    ToDoubleFunction<Item> middle =
        i -> (start.applyAsDouble(i.area()) + end.applyAsDouble(i.area())) / 2;
    List<Item> sorted = new ArrayList<>(items);
    sorted.sort(Comparator.comparingDouble(middle).thenComparingInt(Item::index));
    int first = items.size() < MANY ? 1 : items.size() / 4;
    int last = items.size() - first;
    double step = Math.max(1, (last - first) / (double) TRIES);
    Cut best = null;
    for (double at = first; at <= last; at += step) {
      int place = (int) at;
      double before = middle.applyAsDouble(sorted.get(place - 1));
      double after = middle.applyAsDouble(sorted.get(place));
      if (before < after) {
        double cost = cost(sorted, (before + after) / 2, start, end);
        if (best == null || cost < best.cost) {
          best = new Cut(cost, sorted.subList(0, place), sorted.subList(place, sorted.size()));
        }
      }
    }
    return best;
  }

  /** The sum of the shares that the cut takes from the items. */
  private static double cost(
      List<Item> items, double at, ToDoubleFunction<Area> start, ToDoubleFunction<Area> end) {
    double cost = 0;
    for (Item item : items) {
      double from = start.applyAsDouble(item.area());
      double to = end.applyAsDouble(item.area());
      if (from < at && at < to) {
        cost += Math.min(at - from, to - at) / (to - from);
      }
    }
    return cost;
  }

  private record Cut(double cost, List<Item> before, List<Item> after) {}
}
