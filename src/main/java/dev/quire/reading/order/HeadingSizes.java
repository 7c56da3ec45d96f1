package dev.quire.reading.order;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * Clusters of the headings' sizes, the largest first, each with a level.
 *
 * @param clusters by size, descending
 */
record HeadingSizes(List<Cluster> clusters) {

  /** Sizes within this factor of a cluster's largest belong to it. */
  private static final double ALIKE = 1.16;

  private static final int FIRST = 2;

  /**
   * A heading.
   *
   * @param size how large its letters are
   * @param depth what its number tells
   */
  record Heading(double size, OptionalInt depth) {}

  /**
   * Headings of like size.
   *
   * @param smallest the smallest size that belongs to it
   * @param level of headings of this size without a number
   */
  record Cluster(double smallest, int level) {}

  static HeadingSizes of(List<Heading> headings) {
    List<Heading> sorted =
        headings.stream().sorted(Comparator.comparingDouble(Heading::size).reversed()).toList();
    List<Cluster> clusters = new ArrayList<>();
    int from = 0;
    int level = FIRST - 1;
    while (from < sorted.size()) {
      int to = from + 1;
      while (to < sorted.size() && sorted.get(from).size() <= ALIKE * sorted.get(to).size()) {
        to++;
      }
      int numbered = commonest(sorted.subList(from, to));
      level = numbered > 0 ? Math.max(level, numbered + 1) : level + 1;
      clusters.add(new Cluster(sorted.get(to - 1).size(), level));
      from = to;
    }
    return new HeadingSizes(clusters);
  }

  /** The level of a heading without a number; beyond the deepest where sizes are many. */
  int level(double size) {
    for (Cluster cluster : clusters) {
      if (size >= cluster.smallest()) {
        return cluster.level();
      }
    }
    return clusters.isEmpty() ? FIRST : clusters.get(clusters.size() - 1).level();
  }

  /** The depth that most numbers in the cluster have, the lesser of equals; 0 without numbers. */
  private static int commonest(List<Heading> headings) {
    int[] counts = new int[10];
    int best = 0;
    for (Heading heading : headings) {
      heading.depth().ifPresent(d -> counts[Math.min(9, d)]++);
    }
    for (int depth = 1; depth < counts.length; depth++) {
      if (counts[depth] > (best == 0 ? 0 : counts[best])) {
        best = depth;
      }
    }
    return best;
  }
}
