package dev.quire.reading.write;

import dev.quire.reading.TableCell;
import dev.quire.reading.text.Characters;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes a table as GFM where that can show it, else as HTML. */
final class MarkdownTable {

  private final TableGrid grid;

  private MarkdownTable(TableGrid grid) {
    this.grid = grid;
  }

  static String of(TableGrid grid) {
    MarkdownTable table = new MarkdownTable(grid);
    return grid.plain() ? table.gfm() : table.html();
  }

  private String gfm() {
    String head = gfmRow(column -> MarkdownEscape.cell(text(0, column)));
    String rule = gfmRow(column -> "---");
    String body =
        IntStream.range(1, grid.rows())
            .mapToObj(row -> '\n' + gfmRow(column -> MarkdownEscape.cell(text(row, column))))
            .collect(Collectors.joining());
    return head + '\n' + rule + body;
  }

  private String text(int row, int column) {
    return Characters.collapse(grid.text(row, column));
  }

  private String gfmRow(IntFunction<String> cell) {
    return IntStream.range(0, grid.columns())
        .mapToObj(cell)
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private String html() {
    return IntStream.range(0, grid.rows())
        .mapToObj(this::htmlRow)
        .collect(Collectors.joining("\n", "<table>\n", "\n</table>"));
  }

  private String htmlRow(int row) {
    return IntStream.range(0, grid.columns())
        .mapToObj(column -> htmlCell(row, column))
        .collect(Collectors.joining("", "<tr>", "</tr>"));
  }

  private String htmlCell(int row, int column) {
    return grid.at(row, column)
        .map(cell -> cell.row() == row && cell.column() == column ? htmlCell(cell) : "")
        .orElse("<td></td>");
  }

  private static String htmlCell(TableCell cell) {
    String tag = cell.header() ? "th" : "td";
    return '<'
        + tag
        + span("rowspan", cell.rowSpan())
        + span("colspan", cell.columnSpan())
        + '>'
        + cell.text()
            .lines()
            .map(Characters::collapse)
            .filter(line -> !line.isEmpty())
            .map(MarkdownTable::htmlText)
            .collect(Collectors.joining("<br>"))
        + "</"
        + tag
        + '>';
  }

  private static String span(String name, int places) {
    return places == 1 ? "" : ' ' + name + "=\"" + places + '"';
  }

  private static String htmlText(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
