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
    this.fewest = framework.lattice() ? Math.max(3, rows / 2) : Math.max(1, rows / 5);
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
    Coverage coverage = new Coverage(segments);
    List<Segment> heads = new ArrayList<>();
    for (Segment segment : ascending) {
      if (bridges(segment, coverage)) {
        spanning.add(segment);
      } else if (!framework.lattice() && rows >= 3 && segment.textRow() == 0) {
        heads.add(segment);
      } else {
        coverage.add(segment);
      }
    }
    for (Segment head : heads) {
      if (floats(head, segments, coverage) || bridges(head, coverage)) {
        spanning.add(head);
      }
    }
    for (Segment head : heads) {
      if (!spanning.contains(head)) {
        coverage.add(head);
      }
    }
    return new Columns(cuts(coverage), spanning);
  }

  /** Whether narrower segments leave a gap in the middle of this one that rows have. */
  private boolean bridges(Segment segment, Coverage coverage) {
    int start = -1;
    int most = 0;
    for (int bin = coverage.bin(segment.left()); bin < coverage.bin(segment.right()); bin++) {
      if (coverage.covered(bin)) {
        if (start >= 0
            && coverage.place(bin) - coverage.place(start) >= narrowest
            && most >= Math.max(1, Math.min(3, rows / 4))) {
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

  private List<Cut> cuts(Coverage coverage) {
    List<Cut> cuts = new ArrayList<>(framework.columns());
    int start = -1;
    int most = 0;
    for (int bin = 0; bin < coverage.size(); bin++) {
      if (coverage.covered(bin)) {
        if (start >= 0 && most >= fewest) {
          add(coverage.place(start), coverage.place(bin), cuts);
        }
        start = bin + 1;
        most = 0;
      } else {
        most = Math.max(most, coverage.gaps(bin));
      }
    }
    cuts.sort(Comparator.comparingDouble(Cut::at));
    return List.copyOf(cuts);
  }

  private void add(double from, double to, List<Cut> cuts) {
    boolean ruled =
        framework.columns().stream().anyMatch(c -> c.at() > from - em && c.at() < to + em);
    if (to - from >= narrowest && !ruled) {
      cuts.add(Cut.inferred((from + to) / 2));
    }
  }
}
