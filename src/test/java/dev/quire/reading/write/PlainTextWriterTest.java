package dev.quire.reading.write;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.reading.Role;
import dev.quire.reading.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainTextWriterTest {

  @Test
  void blocksArePartedByBlankLinesAndBearNoMarks() {
    assertEquals(
        "Title\n\n*x* goes on\n\n- one\n- two\n\nx = 1\n  y = 2\n\n\\frac{a}{b}\n\n1 note\n",
        Made.plain(
            Made.block(Role.HEADER, "head"),
            Made.block(Role.TITLE, "Title"),
            Made.block(Role.TEXT, "*x* goes", "on"),
            Made.at(Role.LIST_ITEM, 0, 0, "• one"),
            Made.at(Role.LIST_ITEM, 0, 20, "– two"),
            Made.block(Role.FOOTNOTE, "1 note"),
            Made.block(Role.CODE, "x = 1", "  y = 2"),
            Made.block(Role.FORMULA, "\\frac{a}{b}")));
  }

  @Test
  void aFormFeedStandsBetweenPages() {
    PlainTextWriter writer = new PlainTextWriter();

    assertEquals(
        "One.\n\f\fIt goes on.\n\fThree.\n",
        Made.write(
            writer,
            Made.page(1, Made.block(Role.TEXT, "One.")),
            Made.page(2),
            Made.page(3, Made.block(Role.TEXT, "It goes")),
            Made.page(4, Made.block(Role.TEXT, "on."), Made.block(Role.TEXT, "Three."))));
  }

  @Test
  void cellsArePartedByTabs() {
    Table table =
        new Table(
            2,
            2,
            List.of(
                Made.cell(0, 0, 1, 2, true, "wide"),
                Made.cell(1, 0, 1, 1, false, "a\tb"),
                Made.cell(1, 1, 1, 1, false, "c|d")));

    assertEquals("wide\t\na b\tc|d\n", Made.plain(Made.table(table)));
  }

  @Test
  void aFigureIsItsCaptionAndItsLines() {
    assertEquals(
        "Figure 1\n0.5\nx\n",
        Made.plain(Made.figure(100, "0.5", "x"), Made.at(Role.CAPTION, 0, 210, "Figure 1")));
  }
}
