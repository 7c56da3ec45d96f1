package dev.quire.reading.write;

import dev.quire.reading.Table;
import dev.quire.reading.TableCell;
import dev.quire.reading.text.Characters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Joins the parts of a table that runs over a page break. */
final class TableJoin {

  private static final int MOST_PLACES = 50_000;

  private TableJoin() {}

  /**
   * Both as one; rows of the second that repeat the head of the first are left out.
   *
   * @return empty if they are two tables: their columns differ in number, the second has a head of
   *     its own, or both together are too large
   */
  static Optional<Piece.Cells> join(Piece.Cells table, Piece.Cells next) {
    TableGrid first = table.parts().get(0);
    TableGrid second = next.parts().get(0);
    if (first.columns() != second.columns()) {
      return Optional.empty();
    }
    int repeated = repeated(first, second);
    long rows = table.parts().stream().mapToLong(TableGrid::rows).sum() + second.rows();
    if (repeated == 0 && isHead(second, 0) || rows * first.columns() > MOST_PLACES) {
      return Optional.empty();
    }
    return below(second, repeated)
        .map(
            rest -> {
              List<TableGrid> parts = new ArrayList<>(table.parts());
              parts.add(rest);
              return new Piece.Cells(parts);
            });
  }

  /** The parts one below the other. */
  static TableGrid merge(List<TableGrid> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    List<TableCell> cells = new ArrayList<>();
    int rows = 0;
    for (TableGrid part : parts) {
      for (TableCell cell : part.table().cells()) {
        cells.add(moved(cell, rows));
      }
      rows += part.rows();
    }
    return TableGrid.of(new Table(rows, parts.get(0).columns(), cells)).orElseThrow();
  }

  /** A table without its first rows; empty if nothing is written in the others. */
  private static Optional<TableGrid> below(TableGrid grid, int rows) {
    if (rows == 0) {
      return Optional.of(grid);
    }
    List<TableCell> cells =
        grid.table().cells().stream()
            .filter(cell -> cell.row() >= rows)
            .map(cell -> moved(cell, -rows))
            .toList();
    return TableGrid.of(new Table(grid.rows() - rows, grid.columns(), cells));
  }

  /** How many rows of the second repeat the head of the first; never all of them. */
  private static int repeated(TableGrid first, TableGrid second) {
    int head = 0;
    while (head < first.rows() && isHead(first, head)) {
      head++;
    }
    int most = Math.min(Math.max(1, head), Math.min(first.rows(), second.rows() - 1));
    int same = 0;
    while (same < most && sameRow(first, second, same)) {
      same++;
    }
    return cutsCell(second, same) ? 0 : same;
  }

  /** Whether every cell of the row names what stands below it. */
  private static boolean isHead(TableGrid grid, int row) {
    return cells(grid, row).findAny().isPresent() && cells(grid, row).allMatch(TableCell::header);
  }

  private static Stream<TableCell> cells(TableGrid grid, int row) {
    return IntStream.range(0, grid.columns())
        .mapToObj(c -> grid.at(row, c))
        .flatMap(Optional::stream);
  }

  private static boolean sameRow(TableGrid first, TableGrid second, int row) {
    return cells(first, row).anyMatch(cell -> !cell.text().isBlank())
        && IntStream.range(0, first.columns())
            .allMatch(
                column ->
                    Characters.collapse(first.text(row, column))
                        .equals(Characters.collapse(second.text(row, column))));
  }

  /** Whether a cell begins above the row and ends below it. */
  private static boolean cutsCell(TableGrid grid, int row) {
    return row > 0 && cells(grid, row).anyMatch(cell -> cell.row() < row);
  }

  private static TableCell moved(TableCell cell, int rows) {
    return new TableCell(
        cell.row() + rows,
        cell.column(),
        cell.rowSpan(),
        cell.columnSpan(),
        cell.header(),
        cell.text(),
        cell.area());
  }
}
