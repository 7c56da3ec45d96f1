package dev.quire.reading.write;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.reading.Role;
import dev.quire.reading.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownTablesTest {

  @Test
  void aPlainTableIsGfm() {
    assertEquals(
        "| a | b |\n| --- | --- |\n| 1 |  |\n| \\*x\\* | \\<i> |\n",
        Made.markdown(Made.table(true, "a|b", "1|", "*x*|<i>")));
  }

  @Test
  void pipesInCellsAreEscaped() {
    Table table = new Table(1, 2, List.of(Made.cell(0, 1, 1, 1, false, "a|b")));

    assertEquals("|  | a\\|b |\n| --- | --- |\n", Made.markdown(Made.table(table)));
  }

  @Test
  void spansAndLineEndsNeedHtml() {
    Table table =
        new Table(
            3,
            3,
            List.of(
                Made.cell(0, 0, 2, 1, true, "A & <b>"),
                Made.cell(0, 1, 1, 2, true, "wide"),
                Made.cell(1, 1, 1, 1, false, "two\n\nlines"),
                Made.cell(2, 0, 1, 1, false, "|"),
                Made.cell(2, 2, 1, 1, false, "end")));

    assertEquals(
        """
        <table>
        <tr><th rowspan="2">A &amp; &lt;b&gt;</th><th colspan="2">wide</th></tr>
        <tr><td>two<br>lines</td><td></td></tr>
        <tr><td>|</td><td></td><td>end</td></tr>
        </table>
        """,
        Made.markdown(Made.table(table)));
  }

  @Test
  void aTableWithoutCellsIsItsLines() {
    assertEquals("a b\\\n\\- c\n", Made.markdown(Made.block(Role.TABLE, "a b", "- c")));
  }

  @Test
  void cellsThatShareAPlaceOrATableTooLargeLeaveTheLines() {
    Table shared =
        new Table(1, 2, List.of(Made.cell(0, 0, 1, 2, false, "a"), Made.cell(0, 1, 1, 1, false, "b")));
    Table large = new Table(1_000_000_000, 1_000_000_000, List.of(Made.cell(7, 7, 1, 1, false, "c")));

    assertEquals("a\\\nb\n", Made.markdown(Made.table(shared)));
    assertEquals("c\n", Made.markdown(Made.table(large)));
  }
}
