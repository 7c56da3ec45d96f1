package dev.quire.reading.order;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The horizontal extents in which nothing stands.
 *
 * @param ends pairs of start and end, ascending; the first starts and the last ends at infinity
 */
record Whites(List<double[]> ends) {

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

  /** The gaps other than the two margins. */
  List<double[]> within() {
    return ends.subList(1, ends.size() - 1);
  }

  /** The widest part of a gap that is white here too; empty if there is none. */
  Optional<double[]> widest(double[] gap) {
    double[] widest = null;
    for (double[] white : ends) {
      double start = Math.max(white[0], gap[0]);
      double end = Math.min(white[1], gap[1]);
      if (start < end && (widest == null || end - start > widest[1] - widest[0])) {
        widest = new double[] {start, end};
      }
    }
    return Optional.ofNullable(widest);
  }
}
