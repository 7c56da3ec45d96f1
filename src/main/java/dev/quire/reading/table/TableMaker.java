package dev.quire.reading.table;

import dev.quire.reading.Area;
import dev.quire.reading.Table;
import dev.quire.reading.TableCell;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Joins the places of a lattice to cells and puts the words into them. */
final class TableMaker {
  private final Sheet sheet;
  private final Framework framework;
  private final Lattice lattice;
  private final int[] rowOf;
  private final int[] columnOf;
  private final boolean[][] filled;

  TableMaker(Sheet sheet, Framework framework, Lattice lattice, List<TextRow> rows) {
    this.sheet = sheet;
    this.framework = framework;
    this.lattice = lattice;
    rowOf = new int[sheet.pieces().size()];
    columnOf = new int[sheet.pieces().size()];
    filled = new boolean[lattice.height()][lattice.width()];
    double[] across = Cut.places(lattice.rows());
    double[] down = Cut.places(lattice.columns());
    for (TextRow row : rows) {
      for (Piece piece : row.pieces()) {
        rowOf[piece.index()] = Cuts.index(across, row.centre());
        columnOf[piece.index()] = Cuts.index(down, piece.area().centreX());
        filled[rowOf[piece.index()]][columnOf[piece.index()]] = true;
      }
    }
  }

  Optional<Table> make(List<CellBox> spans) {
    CellMerger merger = new CellMerger(lattice.height(), lattice.width());
    for (CellBox span : spans) {
      for (int column = span.left(); column < span.right(); column++) {
        merger.join(span.top(), column, span.top(), column + 1);
      }
    }
    for (int row = 0; row < lattice.height(); row++) {
      for (int column = 0; column < lattice.width(); column++) {
        if (column < lattice.columns().size() && !wallRight(row, column)) {
          merger.join(row, column, row, column + 1);
        }
        if (row < lattice.rows().size() && !wallBelow(row, column)) {
          merger.join(row, column, row + 1, column);
        }
      }
    }
    return merger.cells().filter(this::apart).map(boxes -> table(boxes, merger.owners()));
  }

  /** Whether the cells still make at least two rows and two columns. */
  private boolean apart(List<CellBox> boxes) {
    return boxes.stream().anyMatch(box -> box.left() > 0)
        && boxes.stream().anyMatch(box -> box.top() > 0);
  }

  private boolean wallRight(int row, int column) {
    return lattice
        .columns()
        .get(column)
        .line()
        .map(line -> line.drawn(lattice.top(row), lattice.bottom(row)) >= 0.5)
        .orElse(true);
  }

  private boolean wallBelow(int row, int column) {
    Cut cut = lattice.rows().get(row);
    if (cut.line().isEmpty() || !framework.lattice() && !(cut.partial() && inHead(row))) {
      return true;
    }
    boolean drawn = cut.line().get().drawn(lattice.left(column), lattice.right(column)) >= 0.5;
    return drawn || !framework.lattice() && filled[row][column] == filled[row + 1][column];
  }

  /** Whether no rule that crosses the table stands above the cut after a row. */
  private boolean inHead(int row) {
    return lattice.rows().subList(0, row).stream()
            .allMatch(cut -> cut.line().isEmpty() || cut.partial())
        && lattice.rows().subList(row + 1, lattice.rows().size()).stream()
            .anyMatch(cut -> cut.line().isPresent() && !cut.partial());
  }

  private Table table(List<CellBox> boxes, int[] owners) {
    List<List<Piece>> held = new ArrayList<>();
    boxes.forEach(box -> held.add(new ArrayList<>()));
    for (Piece piece : sheet.pieces()) {
      int place = rowOf[piece.index()] * lattice.width() + columnOf[piece.index()];
      held.get(owners[place]).add(piece);
    }
    CellText writer = new CellText(sheet.em());
    List<String> texts = held.stream().map(writer::of).toList();
    int heads = new HeaderRows(framework, lattice, boxes, texts).count();
    List<TableCell> cells = new ArrayList<>();
    for (int i = 0; i < boxes.size(); i++) {
      CellBox box = boxes.get(i);
      cells.add(
          new TableCell(
              box.top(),
              box.left(),
              box.rowSpan(),
              box.columnSpan(),
              box.bottom() < heads,
              texts.get(i),
              area(box, held.get(i))));
    }
    return new Table(lattice.height(), lattice.width(), cells);
  }

  private Area area(CellBox box, List<Piece> pieces) {
    Area area = sheet.straightening().back(lattice.area(box));
    return pieces.stream().map(Piece::place).reduce(area, Area::union);
  }
}
