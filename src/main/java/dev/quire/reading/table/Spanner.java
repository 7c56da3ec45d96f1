package dev.quire.reading.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Finds over which columns the heads and other words lie that take more than one. */
final class Spanner {
  private final List<TextRow> rows;
  private final Lattice lattice;
  private final boolean ruled;
  private final double em;
  private final double[] columns;

  Spanner(List<TextRow> rows, Lattice lattice, boolean ruled, double em) {
    this.rows = rows;
    this.lattice = lattice;
    this.ruled = ruled;
    this.em = em;
    this.columns = Cut.places(lattice.columns());
  }

  /** One row of a cell over several columns. */
  List<CellBox> spans(
      List<Segment> segments, Iterable<Segment> spanning, Map<Segment, RuledLine.Span> hints) {
    List<CellBox> spans = new ArrayList<>();
    for (Segment segment : spanning) {
      RuledLine.Span hint = hints.get(segment);
      spans.add(
          hint == null ? over(segment) : box(segment, hint.from() + em / 3, hint.to() - em / 3));
    }
    if (!ruled && lattice.height() >= 3) {
      spans.addAll(centred(segments, hints));
    }
    return spans;
  }

  private int row(Segment segment) {
    return Cuts.index(Cut.places(lattice.rows()), rows.get(segment.textRow()).centre());
  }

  /** The columns on both sides of the cut that a narrow head stands over. */
  private CellBox over(Segment segment) {
    CellBox box = box(segment);
    for (Cut cut : lattice.columns()) {
      boolean close = Math.abs(cut.at() - segment.centre()) <= em / 2;
      if (box.columnSpan() == 1 && close && cut.line().isEmpty()) {
        return box(segment, cut.at() - 1, cut.at() + 1);
      }
    }
    return box;
  }

  private CellBox box(Segment segment) {
    double inset = Math.min(em / 4, segment.width() / 3);
    return box(segment, segment.left() + inset, segment.right() - inset);
  }

  private CellBox box(Segment segment, double from, double to) {
    int row = row(segment);
    int left = Cuts.index(columns, Math.min(from, segment.centre()));
    return new CellBox(row, left, row, Cuts.index(columns, Math.max(to, segment.centre())));
  }

  /** Heads of the first row that stand over the middle of several heads of the second. */
  private List<CellBox> centred(List<Segment> segments, Map<Segment, RuledLine.Span> hints) {
    double[] lefts = new double[lattice.width()];
    double[] rights = new double[lattice.width()];
    Arrays.fill(lefts, Double.POSITIVE_INFINITY);
    Arrays.fill(rights, Double.NEGATIVE_INFINITY);
    boolean[] taken = new boolean[lattice.width()];
    List<Segment> heads = new ArrayList<>();
    for (Segment segment : segments) {
      int row = row(segment);
      int column = Cuts.index(columns, segment.centre());
      if (row == 0) {
        heads.add(segment);
        CellBox box = box(segment);
        Arrays.fill(taken, box.left(), box.right() + 1, true);
      } else if (row == 1) {
        if (Numbers.numeric(segment.text())) {
          return List.of();
        }
        lefts[column] = Math.min(lefts[column], segment.left());
        rights[column] = Math.max(rights[column], segment.right());
      }
      if (row > 1) {
        break;
      }
    }
    List<CellBox> spans = new ArrayList<>();
    for (Segment head : heads) {
      if (!hints.containsKey(head)) {
        spans.add(widest(head, lefts, rights, taken));
      }
    }
    return spans;
  }

  private CellBox widest(Segment head, double[] lefts, double[] rights, boolean[] taken) {
    CellBox own = box(head);
    CellBox best = own;
    int left = own.left();
    int right = own.right();
    while (true) {
      double middle = (lefts[left] + rights[right]) / 2;
      if (Math.abs(middle - head.centre()) <= 0.6 * em
          && right - left > best.right() - best.left()) {
        best = new CellBox(0, left, 0, right);
      }
      boolean more = right + 1 < taken.length && !taken[right + 1] && rights[right + 1] > 0;
      boolean before = left > 1 && !taken[left - 1] && rights[left - 1] > 0;
      if (more && (!before || middle <= head.centre())) {
        right++;
      } else if (before) {
        left--;
      } else {
        return best;
      }
    }
  }
}
