package dev.quire.reading.table;

import dev.quire.reading.Area;
import java.util.List;

/**
 * Rows and columns of a table before cells are joined.
 *
 * @param extent what they take together
 * @param rows between the rows, top to bottom
 * @param columns between the columns, left to right
 */
record Lattice(Area extent, List<Cut> rows, List<Cut> columns) {

  int height() {
    return rows.size() + 1;
  }

  int width() {
    return columns.size() + 1;
  }

  double top(int row) {
    return row == 0 ? extent.top() : rows.get(row - 1).at();
  }

  double bottom(int row) {
    return row == rows.size() ? extent.bottom() : rows.get(row).at();
  }

  double left(int column) {
    return column == 0 ? extent.left() : columns.get(column - 1).at();
  }

  double right(int column) {
    return column == columns.size() ? extent.right() : columns.get(column).at();
  }

  Area area(CellBox box) {
    double left = left(box.left());
    double top = top(box.top());
    return new Area(
        left, top, Math.max(left, right(box.right())), Math.max(top, bottom(box.bottom())));
  }
}
