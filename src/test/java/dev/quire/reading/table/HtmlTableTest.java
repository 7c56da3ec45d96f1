package dev.quire.reading.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.reading.Area;
import dev.quire.reading.Table;
import dev.quire.reading.TableCell;
import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlTableTest {
  private static final Area PLACE = new Area(0, 0, 1, 1);

  @Test
  void writesHeadSpansAndEscapes() {
    Table table =
        new Table(
            3,
            2,
            List.of(
                new TableCell(0, 0, 1, 2, true, "a < b & \"c\"", PLACE),
                new TableCell(1, 0, 2, 1, false, "<script>'", PLACE),
                new TableCell(1, 1, 1, 1, false, "", PLACE),
                new TableCell(2, 1, 1, 1, false, "数据", PLACE)));
    assertEquals(
        "<table><thead><tr><th colspan=\"2\">a &lt; b &amp; &quot;c&quot;</th></tr></thead>"
            + "<tbody><tr><td rowspan=\"2\">&lt;script&gt;&#39;</td><td></td></tr>"
            + "<tr><td>数据</td></tr></tbody></table>",
        new HtmlTable().write(table));
  }

  @Test
  void writesATableOfHeadsAlone() {
    Table table = new Table(1, 1, List.of(new TableCell(0, 0, 1, 1, true, "a", PLACE)));
    assertEquals("<table><thead><tr><th>a</th></tr></thead></table>", new HtmlTable().write(table));
  }
}
