package dev.quire.reading.write;

import dev.quire.reading.Table;
import dev.quire.reading.TableCell;
import java.util.Arrays;
import java.util.Optional;

/** A table as a grid of places, each with the cell that takes it, or none. */
final class TableGrid {

  /** More places than any table that is read as one. */
  private static final int MOST_PLACES = 200_000;

  private final Table table;
  private final TableCell[] places;
  private final int size;

  private TableGrid(Table table, TableCell[] places) {
    this.table = table;
    this.places = places;
    this.size = table.cells().stream().mapToInt(cell -> cell.text().length() + 8).sum();
  }

  /** The grid; empty if the table has no text, too many places or two cells in one place. */
  static Optional<TableGrid> of(Table table) {
    if (table.rows() < 1
        || table.columns() < 1
        || (long) table.rows() * table.columns() > MOST_PLACES
        || table.cells().stream().allMatch(cell -> cell.text().isBlank())) {
      return Optional.empty();
    }
    TableCell[] places = new TableCell[table.rows() * table.columns()];
    for (TableCell cell : table.cells()) {
      if (!place(cell, places, table.columns())) {
        return Optional.empty();
      }
    }
    return Optional.of(new TableGrid(table, places));
  }

  private static boolean place(TableCell cell, TableCell[] places, int columns) {
    for (int row = cell.row(); row < cell.row() + cell.rowSpan(); row++) {
      int from = row * columns + cell.column();
      for (int at = from; at < from + cell.columnSpan(); at++) {
        if (places[at] != null) {
          return false;
        }
        places[at] = cell;
      }
    }
    return true;
  }

  Table table() {
    return table;
  }

  int rows() {
    return table.rows();
  }

  int columns() {
    return table.columns();
  }

  /** The cell that takes the place; empty where none does. */
  Optional<TableCell> at(int row, int column) {
    return Optional.ofNullable(places[row * columns() + column]);
  }

  /** The text of the cell that begins at the place; empty where none does. */
  String text(int row, int column) {
    return at(row, column)
        .filter(cell -> cell.row() == row && cell.column() == column)
        .map(TableCell::text)
        .orElse("");
  }

  /** About how many characters it holds. */
  int size() {
    return size;
  }

  /** Whether every cell takes one place and one line. */
  boolean plain() {
    return table.cells().stream()
        .allMatch(
            cell ->
                cell.rowSpan() == 1
                    && cell.columnSpan() == 1
                    && cell.text().strip().chars().noneMatch(c -> c == '\n' || c == '\r'));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TableGrid grid && grid.table.equals(table);
  }

  @Override
  public int hashCode() {
    return table.hashCode();
  }

  @Override
  public String toString() {
    return "TableGrid" + Arrays.toString(places);
  }
}
