package dev.quire.reading.order;

import dev.quire.reading.Area;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Recognises columns that are read row by row: names with values, marks with items, side headings
 * with texts, entries with page numbers.
 */
final class Labels {

  /** A label is at most so wide, as a share of what stands beside it. */
  private static final double NARROW = 0.5;

  /** A label is in any case narrow up to this multiple of its height. */
  private static final double SHORT = 7;

  /** A single line is at most this many times as high as the lowest item. */
  private static final double SINGLE = 1.7;

  /** Tops are level up to this share of the label's height. */
  private static final double LEVEL = 0.6;

  /** Share of the labels that must stand beside something. */
  private static final double MOST = 0.8;

  private final double line;

  /**
   * @param line what is higher is more than one line
   */
  Labels(double line) {
    this.line = line;
  }

  /** Whether one of the columns holds labels of what stands in the one next to it. */
  boolean beside(List<List<Item>> columns) {
    double lowest =
        columns.stream()
            .flatMap(List::stream)
            .mapToDouble(i -> i.area().height())
            .filter(h -> h > 0)
            .min()
            .orElse(0);
    double single = Math.min(line, SINGLE * lowest);
    for (int i = 1; i < columns.size(); i++) {
      List<Item> left = columns.get(i - 1);
      List<Item> right = columns.get(i);
      if (label(left, right, single) || label(right, left, single)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the columns stand beside each other in a single row of single lines only. */
  boolean singleRow(List<List<Item>> strips, List<List<Item>> columns) {
    Map<Integer, Integer> column = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      for (Item item : columns.get(i)) {
        column.put(item.index(), i);
      }
    }
    List<List<Item>> shared =
        strips.stream()
            .filter(s -> s.stream().map(i -> column.get(i.index())).distinct().count() > 1)
            .toList();
    return strips.size() > 1
        && shared.size() == 1
        && shared.get(0).stream().allMatch(i -> i.area().height() <= line);
  }

  private static boolean label(List<Item> labels, List<Item> texts, double single) {
    if (labels.size() < 2 || texts.size() < 2) {
      return false;
    }
    double width = texts.stream().mapToDouble(i -> i.area().width()).max().orElse(0);
    boolean headings = labels.stream().allMatch(Item::heading);
    for (Item item : labels) {
      Area area = item.area();
      boolean narrow = area.width() <= NARROW * width || area.width() <= SHORT * area.height();
      if (!narrow || (!headings && area.height() > single)) {
        return false;
      }
    }
    double[] tops = texts.stream().mapToDouble(i -> i.area().top()).sorted().toArray();
    long level = labels.stream().filter(i -> level(i.area(), tops)).count();
    return level >= MOST * labels.size();
  }

  private static boolean level(Area label, double[] tops) {
    double far = LEVEL * label.height();
    int at = Arrays.binarySearch(tops, label.top());
    int after = at >= 0 ? at : -at - 1;
    return (after < tops.length && tops[after] - label.top() <= far)
        || (after > 0 && label.top() - tops[after - 1] <= far);
  }
}
