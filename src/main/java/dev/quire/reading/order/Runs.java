package dev.quire.reading.order;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Joins neighbouring strips through which the same gap between columns runs. Of gaps that compete
 * for strips, the one with the most text beside text takes them.
 */
final class Runs {

  /** At most so many gaps are followed; pages have a few. */
  private static final int MOST_GAPS = 200;

  private final Slack slack;

  Runs(Slack slack) {
    this.slack = slack;
  }

  /**
   * Runs of strips and single strips, from top to bottom. Headings at the end of a run go with what
   * follows.
   */
  List<List<Item>> of(List<List<Item>> strips) {
    List<Run> runs = candidates(strips);
    runs.sort(Comparator.comparingDouble((Run r) -> -r.shared).thenComparingInt(r -> r.origin));
    int[] owner = new int[strips.size()];
    for (int i = 0; i < runs.size(); i++) {
      take(runs.get(i), i + 1, owner);
    }
    List<List<Item>> parts = new ArrayList<>();
    int from = 0;
    while (from < owner.length) {
      int to = from + 1;
      while (owner[from] > 0 && to < owner.length && owner[to] == owner[from]) {
        to++;
      }
      close(strips, from, to, parts);
      from = to;
    }
    return parts;
  }

  private List<Run> candidates(List<List<Item>> strips) {
    List<Whites> whites = strips.stream().map(strip -> Whites.beside(strip, slack)).toList();
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < strips.size() && runs.size() < MOST_GAPS; i++) {
      for (double[] gap : whites.get(i).within()) {
        boolean followed = false;
        for (Run run : runs) {
          followed |= run.first <= i && i <= run.last && run.holds(gap);
        }
        if (!followed && SideBySide.shared(strips.get(i), middle(gap)) > 0) {
          runs.add(run(strips, whites, i, gap));
        }
      }
    }
    return runs;
  }

  private static Run run(List<List<Item>> strips, List<Whites> whites, int origin, double[] gap) {
    double[] common = gap;
    int[] ends = {origin, origin};
    for (int side = 0; side < 2; side++) {
      int step = side == 0 ? 1 : -1;
      for (int at = origin + step; at >= 0 && at < strips.size(); at += step) {
        double[] narrower = whites.get(at).widest(common).orElse(null);
        if (narrower == null) {
          break;
        }
        common = narrower;
        ends[side] = at;
      }
    }
    double shared = 0;
    for (int at = ends[1]; at <= ends[0]; at++) {
      shared += SideBySide.shared(strips.get(at), middle(common));
    }
    return new Run(origin, ends[1], ends[0], common, shared);
  }

  private static double middle(double[] gap) {
    return (gap[0] + gap[1]) / 2;
  }

  /** Takes the strips around the run's origin that no other run has. */
  private static void take(Run run, int mark, int[] owner) {
    for (int at = run.origin; at <= run.last && owner[at] == 0; at++) {
      owner[at] = mark;
    }
    for (int at = run.origin - 1;
        at >= run.first && owner[at] == 0 && owner[run.origin] == mark;
        at--) {
      owner[at] = mark;
    }
  }

  private static void close(List<List<Item>> strips, int from, int end, List<List<Item>> parts) {
    int to = end;
    while (to > from + 1 && strips.get(to - 1).stream().allMatch(Item::heading)) {
      to--;
    }
    parts.add(strips.subList(from, to).stream().flatMap(List::stream).toList());
    parts.addAll(strips.subList(to, end));
  }

  /**
   * Strips with a gap in common.
   *
   * @param origin the strip in which the gap was found
   * @param first the first strip
   * @param last the last strip
   * @param gap its left and right end
   * @param shared height of text beside text, in pixels
   */
  private record Run(int origin, int first, int last, double[] gap, double shared) {

    boolean holds(double[] other) {
      return other[0] <= gap[0] && other[1] >= gap[1];
    }
  }
}
