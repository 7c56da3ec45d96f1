package dev.quire.reading.table;

import java.util.List;

/** Tells how many rows from the first name what stands below. */
final class HeaderRows {
  private final Framework framework;
  private final Lattice lattice;
  private final List<CellBox> cells;
  private final List<String> texts;

  HeaderRows(Framework framework, Lattice lattice, List<CellBox> cells, List<String> texts) {
    this.framework = framework;
    this.lattice = lattice;
    this.cells = cells;
    this.texts = texts;
  }

  int count() {
    boolean divided = lattice.rows().stream().anyMatch(cut -> cut.line().isEmpty());
    int ruled = framework.lattice() && !divided ? 0 : aboveFirstRule();
    if (ruled > 0) {
      return ruled;
    }
    return named() ? reach() : 0;
  }

  /** The rows above the first rule that crosses the table, if they are no more than half. */
  private int aboveFirstRule() {
    for (int i = 0; i < lattice.rows().size(); i++) {
      Cut cut = lattice.rows().get(i);
      if (cut.line().isPresent() && !cut.partial()) {
        return (i + 1) * 2 <= lattice.height() ? i + 1 : 0;
      }
    }
    return 0;
  }

  /** Whether the first row has words alone and stands over numbers, spans or a lattice. */
  private boolean named() {
    int filled = 0;
    boolean spans = false;
    for (int i = 0; i < cells.size() && cells.get(i).top() == 0; i++) {
      if (Numbers.numeric(texts.get(i))) {
        return false;
      }
      filled += texts.get(i).isEmpty() ? 0 : cells.get(i).columnSpan();
      spans |= cells.get(i).columnSpan() > 1 && cells.get(i).columnSpan() < lattice.width();
    }
    boolean full = filled >= lattice.width() - 1;
    return full && (spans || framework.lattice() && lattice.width() > 2 || numbersBelow());
  }

  private boolean numbersBelow() {
    int[] numbers = new int[lattice.width()];
    int[] filled = new int[lattice.width()];
    for (int i = 0; i < cells.size(); i++) {
      if (cells.get(i).top() > 0 && !texts.get(i).isEmpty()) {
        filled[cells.get(i).left()]++;
        numbers[cells.get(i).left()] += Numbers.numeric(texts.get(i)) ? 1 : 0;
      }
    }
    for (int column = 0; column < numbers.length; column++) {
      if (numbers[column] > 0 && numbers[column] * 2 >= filled[column]) {
        return true;
      }
    }
    return false;
  }

  /** The first row with the rows that its cells reach, and one more under a head of columns. */
  private int reach() {
    int rows = 1;
    boolean spans = false;
    for (CellBox cell : cells) {
      if (cell.top() == 0) {
        rows = Math.max(rows, cell.bottom() + 1);
        spans |= cell.columnSpan() > 1;
      }
    }
    int all = spans ? Math.max(2, rows) : rows;
    return all < lattice.height() ? all : 0;
  }
}
