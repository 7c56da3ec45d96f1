package dev.quire.reading.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds where rows of cells begin between the rules. */
final class RowPlan {
  /** The number of parts between full rules from which each may be one row. */
  private static final int RULED = 4;

  private final Framework framework;
  private final List<TextRow> rows;
  private final Filling filling;
  private final Set<Segment> spanning;
  private final double em;

  RowPlan(
      Framework framework, List<TextRow> rows, Filling filling, Set<Segment> spanning, double em) {
    this.framework = framework;
    this.rows = rows;
    this.filling = filling;
    this.spanning = spanning;
    this.em = em;
  }

  /** All cuts between rows of cells, ruled and inferred, top to bottom. */
  List<Cut> cuts() {
    Set<Integer> begins = new TreeSet<>();
    List<List<Integer>> parts = parts();
    if (framework.lattice()) {
      lattice(parts, begins);
    } else {
      open(parts, begins);
    }
    List<Cut> cuts = new ArrayList<>(framework.rows());
    for (int row : begins) {
      if (row > 0 && rows.get(row).band() == rows.get(row - 1).band()) {
        cuts.add(Cut.inferred(between(rows.get(row - 1), rows.get(row))));
      }
    }
    cuts.sort(Comparator.comparingDouble(Cut::at));
    return cuts;
  }

  private static double between(TextRow above, TextRow below) {
    return above.bottom() < below.top()
        ? (above.bottom() + below.top()) / 2
        : (above.centre() + below.centre()) / 2;
  }

  /** The rows of words between full rules, or between any in a lattice. */
  private List<List<Integer>> parts() {
    List<List<Integer>> parts = new ArrayList<>();
    int last = -1;
    for (int i = 0; i < rows.size(); i++) {
      int part = 0;
      for (int cut = 0; cut < rows.get(i).band(); cut++) {
        part += framework.lattice() || !framework.rows().get(cut).partial() ? 1 : 0;
      }
      if (part != last) {
        parts.add(new ArrayList<>());
        last = part;
      }
      parts.get(parts.size() - 1).add(i);
    }
    return parts;
  }

  private void lattice(List<List<Integer>> parts, Set<Integer> begins) {
    if (framework.rows().size() >= RULED - 1) {
      return;
    }
    int least = filling.columns() > framework.columns().size() + 1 ? 2 : 3;
    for (List<Integer> part : parts) {
      if (part.size() >= least && complete(part) >= 0.7) {
        begins.addAll(new RowSplitter(rows, filling, em).begins(part));
      }
    }
  }

  private void open(List<List<Integer>> parts, Set<Integer> begins) {
    boolean headed = framework.full() > 0 && parts.size() > 1;
    boolean ruled = parts.size() >= RULED && ruled(parts);
    for (int i = 0; i < parts.size(); i++) {
      List<Integer> part = parts.get(i);
      if (i == 0 && headed && part.size() <= Math.max(3, rows.size() / 2)) {
        head(part, begins);
      } else if (!ruled) {
        begins.addAll(new RowSplitter(rows, filling, em).begins(part));
      }
    }
  }

  /** Whether each part after the first is one row of cells, with several lines in some cells. */
  private boolean ruled(List<List<Integer>> parts) {
    List<Integer> lines = new ArrayList<>();
    parts.stream().skip(1).filter(part -> part.size() > 1).forEach(lines::addAll);
    return complete(lines) < 0.8;
  }

  private double complete(List<Integer> part) {
    long complete = part.stream().filter(filling::complete).count();
    return part.isEmpty() ? 0 : complete / (double) part.size();
  }

  /** Heads are one row, but for heads over several columns with heads below them. */
  private void head(List<Integer> part, Set<Integer> begins) {
    for (int row : part.subList(1, part.size())) {
      if (spanning.stream().anyMatch(s -> s.textRow() == row - 1 && below(s, row))) {
        begins.add(row);
      }
    }
  }

  private boolean below(Segment head, int row) {
    return rows.get(row).pieces().stream()
        .anyMatch(p -> p.area().right() > head.left() && p.area().left() < head.right());
  }
}
