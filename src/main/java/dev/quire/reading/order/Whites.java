package dev.quire.reading.order;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The horizontal extents in which nothing stands.
 *
 * @param ends pairs of start and end, ascending; the first starts and the last ends at infinity
 */
record Whites(List<double[]> ends) {

  static final Whites EVERYWHERE =
      new Whites(List.of(new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY}));

  /** What the items leave white. */
  static Whites beside(List<Item> items, Slack slack) {
    List<Item> sorted = new ArrayList<>(items);
    sorted.sort(Comparator.comparingDouble(i -> slack.left(i.area())));
    List<double[]> white = new ArrayList<>();
    double reached = Double.NEGATIVE_INFINITY;
    for (Item item : sorted) {
      double left = slack.left(item.area());
      if (left > reached) {
        white.add(new double[] {reached, left});
      }
      reached = Math.max(reached, slack.right(item.area()));
    }
    white.add(new double[] {reached, Double.POSITIVE_INFINITY});
    return new Whites(white);
  }

  /** What is white in both. */
  Whites and(Whites other) {
    List<double[]> both = new ArrayList<>();
    int mine = 0;
    int others = 0;
    while (mine < ends.size() && others < other.ends.size()) {
      double[] a = ends.get(mine);
      double[] b = other.ends.get(others);
      double start = Math.max(a[0], b[0]);
      double end = Math.min(a[1], b[1]);
      if (start < end) {
        both.add(new double[] {start, end});
      }
      if (a[1] < b[1]) {
        mine++;
      } else {
        others++;
      }
    }
    return new Whites(both);
  }

  /** Whether there is a gap other than the two margins. */
  boolean anyWithin() {
    return ends.stream().anyMatch(e -> !Double.isInfinite(e[0]) && !Double.isInfinite(e[1]));
  }
}
