package dev.quire.reading.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.reading.Area;
import dev.quire.reading.Table;
import dev.quire.reading.TableCell;
import java.util.List;
import org.junit.jupiter.api.Test;

class TedsTest {

  private static TableCell cell(int row, int column, String text) {
    return new TableCell(row, column, 1, 1, false, text, new Area(0, 0, 1, 1));
  }

  private final Table four =
      new Table(2, 2, List.of(cell(0, 0, "ab"), cell(0, 1, "b"), cell(1, 0, "c"), cell(1, 1, "d")));

  @Test
  void isOneForEqualTables() {
    assertEquals(1, new Teds(true).similarity(four, four));
  }

  @Test
  void countsMissingCellsAndTexts() {
    // table, body, two rows, four cells: eight nodes
    Table three = new Table(2, 2, List.of(cell(0, 0, "ab"), cell(0, 1, "b"), cell(1, 0, "c")));
    assertEquals(1 - 1 / 8.0, new Teds(false).similarity(four, three));
    Table other =
        new Table(
            2, 2, List.of(cell(0, 0, "ax"), cell(0, 1, "b"), cell(1, 0, "c"), cell(1, 1, "d")));
    assertEquals(1 - 0.5 / 8, new Teds(true).similarity(four, other));
    assertEquals(1, new Teds(false).similarity(four, other));
  }
}
