package dev.quire.reading.table;

import java.util.ArrayList;
import java.util.List;

/**
 * Neighbouring words of a row that only spaces divide.
 *
 * @param textRow the number of the row
 * @param pieces left to right
 * @param left the left edge
 * @param right the right edge
 */
record Segment(int textRow, List<Piece> pieces, double left, double right) {

  /** All segments, row by row; none crosses one of the cuts between columns. */
  static List<Segment> of(List<TextRow> rows, double[] cuts, double em) {
    double gap = wide(rows, em);
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      List<Piece> pieces = new ArrayList<>();
      double right = 0;
      for (Piece piece : rows.get(i).pieces()) {
        if (!pieces.isEmpty()
            && apart(pieces.get(pieces.size() - 1), piece, right, gap, cuts, em)) {
          segments.add(of(i, pieces));
          pieces = new ArrayList<>();
        }
        right = pieces.isEmpty() ? piece.area().right() : Math.max(right, piece.area().right());
        pieces.add(piece);
      }
      if (!pieces.isEmpty()) {
        segments.add(of(i, pieces));
      }
    }
    return segments;
  }

  private static Segment of(int row, List<Piece> pieces) {
    double right = pieces.stream().mapToDouble(p -> p.area().right()).max().orElse(0);
    return new Segment(row, List.copyOf(pieces), pieces.get(0).area().left(), right);
  }

  private static boolean apart(
      Piece last, Piece next, double right, double gap, double[] cuts, double em) {
    double between = next.area().left() - right;
    boolean lines = last.line() != next.line() && (last.whole() || next.whole());
    return between >= (lines ? 0.3 * em : gap)
        || Cuts.index(cuts, last.area().centreX()) != Cuts.index(cuts, next.area().centreX());
  }

  /** The gap that is more than a space: by the usual space between words of one line. */
  private static double wide(List<TextRow> rows, double em) {
    List<Double> spaces = new ArrayList<>();
    for (TextRow row : rows) {
      for (int i = 1; i < row.pieces().size(); i++) {
        Piece last = row.pieces().get(i - 1);
        Piece next = row.pieces().get(i);
        double space = next.area().left() - last.area().right();
        if (last.line() == next.line() && space > 0 && space < 0.75 * em) {
          spaces.add(space);
        }
      }
    }
    double usual = Numbers.median(spaces.stream().mapToDouble(Double::doubleValue).toArray());
    return Math.min(0.95 * em, Math.max(0.55 * em, 2 * usual));
  }

  double width() {
    return right - left;
  }

  double centre() {
    return (left + right) / 2;
  }

  String text() {
    return String.join(" ", pieces.stream().map(Piece::text).toList());
  }
}
