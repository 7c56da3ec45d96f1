package dev.quire.reading.order;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Tells columns of text from things that merely do not stand under each other. */
final class SideBySide {

  /** Of the lesser column's height: how much of it must stand beside the next column's. */
  private static final double SHARED = 0.3;

  private SideBySide() {}

  /**
   * The columns that have text beside text; what has none beside it is joined with its left
   * neighbour.
   */
  static List<List<Item>> columns(List<List<Item>> columns) {
    List<List<Item>> joined = new ArrayList<>();
    for (List<Item> column : columns) {
      int last = joined.size() - 1;
      if (last >= 0 && !neighbours(joined.get(last), column)) {
        List<Item> both = new ArrayList<>(joined.get(last));
        both.addAll(column);
        joined.set(last, both);
      } else {
        joined.add(column);
      }
    }
    return joined;
  }

  /** How much of the height has items on both sides of a place. */
  static double shared(List<Item> items, double place) {
    List<Item> left = items.stream().filter(i -> i.area().centreX() < place).toList();
    List<Item> right = items.stream().filter(i -> i.area().centreX() >= place).toList();
    return left.isEmpty() || right.isEmpty() ? 0 : shared(extents(left), extents(right));
  }

  private static boolean neighbours(List<Item> left, List<Item> right) {
    List<double[]> a = extents(left);
    List<double[]> b = extents(right);
    double both = shared(a, b);
    return both > 0 && both >= SHARED * Math.min(height(a), height(b));
  }

  private static double height(List<double[]> extents) {
    return extents.stream().mapToDouble(e -> e[1] - e[0]).sum();
  }

  private static double shared(List<double[]> a, List<double[]> b) {
    double shared = 0;
    int i = 0;
    int j = 0;
    while (i < a.size() && j < b.size()) {
      double[] x = a.get(i);
      double[] y = b.get(j);
      shared += Math.max(0, Math.min(x[1], y[1]) - Math.max(x[0], y[0]));
      if (x[1] < y[1]) {
        i++;
      } else {
        j++;
      }
    }
    return shared;
  }

  /** Where anything stands, from top to bottom, without overlaps. */
  private static List<double[]> extents(List<Item> items) {
    List<Item> sorted = new ArrayList<>(items);
    sorted.sort(Comparator.comparingDouble(i -> i.area().top()));
    List<double[]> extents = new ArrayList<>();
    for (Item item : sorted) {
      double top = item.area().top();
      double bottom = item.area().bottom();
      double[] last = extents.isEmpty() ? null : extents.get(extents.size() - 1);
      if (last != null && top <= last[1]) {
        last[1] = Math.max(last[1], bottom);
      } else {
        extents.add(new double[] {top, bottom});
      }
    }
    return extents;
  }
}
