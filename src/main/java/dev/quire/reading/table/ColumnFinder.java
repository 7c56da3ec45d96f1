package dev.quire.reading.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Finds columns by the gaps that rows of words have in common. */
final class ColumnFinder {
  private final Framework framework;
  private final double em;
  private final int rows;
  private final double narrowest;
  private final int fewest;

  ColumnFinder(Framework framework, double em, int rows) {
    this.framework = framework;
    this.em = em;
    this.rows = rows;
    this.narrowest = (framework.lattice() ? 0.6 : 0.35) * em;
    int some = rows < 4 ? 1 : Math.max(2, rows / 4);
    this.fewest = framework.lattice() ? Math.max(3, rows / 2) : some;
  }

  /**
   * Columns with the segments that lie over more than one.
   *
   * @param cuts between the columns, left to right
   * @param spanning the segments over several of them
   */
  record Columns(List<Cut> cuts, Set<Segment> spanning) {}

  Columns find(List<Segment> segments, Set<Segment> hinted) {
    Set<Segment> spanning = Collections.newSetFromMap(new IdentityHashMap<>());
    spanning.addAll(hinted);
    List<Segment> ascending = new ArrayList<>(segments);
    ascending.removeIf(hinted::contains);
    ascending.sort(Comparator.comparingDouble(Segment::width));
    Coverage coverage = new Coverage(segments, framework.cuts());
    List<Segment> heads = new ArrayList<>();
    for (Segment segment : ascending) {
      if (bridges(segment, coverage)) {
        spanning.add(segment);
      } else if (rows >= 3 && segment.textRow() == 0) {
        heads.add(segment);
      } else {
        coverage.add(segment);
      }
    }
    List<RuledLine.Span> gaps = gaps(coverage);
    for (Segment head : heads) {
      if (floats(head, segments, coverage) || bridges(head, coverage) || closes(head, gaps)) {
        spanning.add(head);
      }
    }
    heads.stream().filter(head -> !spanning.contains(head)).forEach(coverage::add);
    List<Cut> cuts = new CrossedCuts(cuts(gaps(coverage)), rows).kept(segments, spanning);
    return new Columns(cuts, spanning);
  }

  /** Whether narrower segments leave a gap in the middle of this one that rows have. */
  private boolean bridges(Segment segment, Coverage coverage) {
    int start = -1;
    int most = 0;
    for (int bin = coverage.bin(segment.left()); bin < coverage.bin(segment.right()); bin++) {
      if (coverage.covered(bin)) {
        if (start >= 0
            && coverage.place(bin) - coverage.place(start) >= narrowest
            && most >= Math.min(3, fewest)) {
          return true;
        }
        start = bin + 1;
        most = 0;
      } else {
        most = Math.max(most, coverage.gaps(bin));
      }
    }
    return false;
  }

  /** Whether a head stands over the gap between two columns and over no column. */
  private boolean floats(Segment head, List<Segment> segments, Coverage coverage) {
    if (coverage.touches(head)) {
      return false;
    }
    long before = segments.stream().filter(s -> s.textRow() > 0 && s.right() < head.left()).count();
    long after = segments.stream().filter(s -> s.textRow() > 0 && s.left() > head.right()).count();
    return before > 0 && after > 0;
  }

  /** Whether a head leaves nothing of a gap between two columns. */
  private boolean closes(Segment head, List<RuledLine.Span> gaps) {
    return gaps.stream()
        .anyMatch(
            gap ->
                head.left() < gap.to()
                    && head.right() > gap.from()
                    && head.left() - gap.from() < narrowest
                    && gap.to() - head.right() < narrowest);
  }

  /** What no segment covers, if it is wide enough and enough rows have it. */
  private List<RuledLine.Span> gaps(Coverage coverage) {
    List<RuledLine.Span> gaps = new ArrayList<>();
    int start = -1;
    int most = 0;
    for (int bin = 0; bin < coverage.size(); bin++) {
      if (coverage.covered(bin)) {
        double from = coverage.place(start);
        if (start >= 0 && most >= fewest && coverage.place(bin) - from >= narrowest) {
          gaps.add(new RuledLine.Span(from, coverage.place(bin)));
        }
        start = bin + 1;
        most = 0;
      } else {
        most = Math.max(most, coverage.gaps(bin));
      }
    }
    return gaps;
  }

  private List<Cut> cuts(List<RuledLine.Span> gaps) {
    List<Cut> cuts = new ArrayList<>(framework.columns());
    for (RuledLine.Span gap : gaps) {
      if (framework.columns().stream()
          .noneMatch(c -> c.at() > gap.from() - em && c.at() < gap.to() + em)) {
        cuts.add(Cut.inferred((gap.from() + gap.to()) / 2));
      }
    }
    cuts.sort(Comparator.comparingDouble(Cut::at));
    return List.copyOf(cuts);
  }
}
