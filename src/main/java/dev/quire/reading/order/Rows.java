package dev.quire.reading.order;

import dev.quire.reading.Area;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Groups items that stand on the same height. */
final class Rows {

  /** Of the lower height: how far the middles may be apart. */
  private static final double APART = 0.5;

  private Rows() {}

  /** Rows from top to bottom, each from left to right. */
  static List<List<Item>> of(List<Item> items) {
    List<Item> sorted = new ArrayList<>(items);
    sorted.sort(
        Comparator.<Item>comparingDouble(i -> i.area().centreY())
            .thenComparingDouble(i -> i.area().left())
            .thenComparingInt(Item::index));
    List<List<Item>> rows = new ArrayList<>();
    Area last = null;
    for (Item item : sorted) {
      if (last == null || !level(last, item.area())) {
        rows.add(new ArrayList<>());
      }
      rows.get(rows.size() - 1).add(item);
      last = item.area();
    }
    rows.forEach(
        row ->
            row.sort(
                Comparator.<Item>comparingDouble(i -> i.area().left())
                    .thenComparingInt(Item::index)));
    return rows;
  }

  private static boolean level(Area upper, Area lower) {
    return lower.centreY() - upper.centreY() <= APART * Math.min(upper.height(), lower.height());
  }
}
