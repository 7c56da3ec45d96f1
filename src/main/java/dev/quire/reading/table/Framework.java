package dev.quire.reading.table;

import dev.quire.reading.Area;
import java.util.ArrayList;
import java.util.List;

/**
 * What the ruling lines alone say of rows and columns.
 *
 * @param lattice whether rules run both ways, or at least between columns: then a missing rule
 *     between two cells makes them one
 * @param rows between the rows, top to bottom
 * @param columns between the columns, left to right
 * @param full how many ruling lines cross the whole table, frame included
 */
record Framework(boolean lattice, List<Cut> rows, List<Cut> columns, int full) {

  static Framework of(Sheet sheet) {
    List<Cut> columns = columns(sheet);
    boolean lattice = !columns.isEmpty();
    List<Cut> rows = new ArrayList<>();
    int full = 0;
    Area extent = sheet.extent();
    for (RuledLine line : sheet.ruling().across()) {
      boolean whole = line.crosses(extent.left(), extent.right(), 1.8 * sheet.em());
      full += whole ? 1 : 0;
      boolean within =
          lattice
              ? line.at() - extent.top() > sheet.em() / 2
                  && extent.bottom() - line.at() > sheet.em() / 2
              : divides(line.at(), rows, sheet.pieces());
      if (within && line.longest() >= 1.5 * sheet.em()) {
        rows.add(Cut.ruled(line, !whole));
      }
    }
    return new Framework(lattice, List.copyOf(rows), columns, full);
  }

  private static List<Cut> columns(Sheet sheet) {
    Area extent = sheet.extent();
    List<Cut> cuts = new ArrayList<>();
    double best = 0;
    int frame = 0;
    for (RuledLine line : sheet.ruling().down()) {
      if (line.at() - extent.left() > sheet.em() / 2
          && extent.right() - line.at() > sheet.em() / 2) {
        cuts.add(Cut.ruled(line, true));
        best = Math.max(best, line.drawn(extent.top(), extent.bottom()));
      } else {
        frame++;
      }
    }
    boolean grid = frame >= 2 && sheet.ruling().across().size() >= 3;
    return best >= 0.5 || grid ? List.copyOf(cuts) : List.of();
  }

  /** Whether words stand both between the last cut and this place, and after it. */
  private static boolean divides(double at, List<Cut> before, List<Piece> pieces) {
    double last = before.isEmpty() ? Double.NEGATIVE_INFINITY : before.get(before.size() - 1).at();
    boolean above = false;
    boolean below = false;
    for (Piece piece : pieces) {
      double centre = piece.area().centreY();
      above |= centre > last && centre < at;
      below |= centre >= at;
    }
    return above && below;
  }

  /** Cuts that no row of words crosses. */
  double[] bands() {
    return Cut.places(rows);
  }

  /** Where the columns are cut by rules. */
  double[] cuts() {
    return Cut.places(columns);
  }
}
