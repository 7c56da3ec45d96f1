package dev.quire.reading;

import java.util.List;

/**
 * A table as cells; no two cells share a place.
 *
 * @param rows how many rows there are, from 1
 * @param columns how many columns there are, from 1
 * @param cells row by row, left to right
 */
public record Table(int rows, int columns, List<TableCell> cells) {

  /** Copies the cells and checks that each lies within the table. */
  public Table {
    cells = List.copyOf(cells);
    for (TableCell cell : cells) {
      if (cell.row() + cell.rowSpan() > rows || cell.column() + cell.columnSpan() > columns) {
        throw new IllegalArgumentException(cell + " leaves a table of " + rows + " × " + columns);
      }
    }
  }
}
