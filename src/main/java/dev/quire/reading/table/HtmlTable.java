package dev.quire.reading.table;

import dev.quire.reading.Table;
import dev.quire.reading.TableCell;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a table as HTML, with every text escaped. Safe for use by several threads. */
public final class HtmlTable {

  /** The {@code table} element, without line ends or attributes other than spans. */
  public String write(Table table) {
    StringBuilder html = new StringBuilder("<table>");
    int heads = headRows(table);
    Map<Integer, List<TableCell>> rows =
        table.cells().stream().collect(Collectors.groupingBy(TableCell::row));
    for (int row = 0; row < table.rows(); row++) {
      if (row == 0) {
        html.append(heads > 0 ? "<thead>" : "<tbody>");
      } else if (row == heads) {
        html.append("</thead><tbody>");
      }
      html.append("<tr>");
      rows.getOrDefault(row, List.of()).forEach(cell -> write(cell, html));
      html.append("</tr>");
    }
    return html.append(heads == table.rows() ? "</thead></table>" : "</tbody></table>").toString();
  }

  /** The rows from the first that hold nothing but heads, spans included. */
  private static int headRows(Table table) {
    int heads = table.rows();
    for (TableCell cell : table.cells()) {
      heads = cell.header() ? heads : Math.min(heads, cell.row());
    }
    int end = heads;
    boolean cut =
        table.cells().stream()
            .anyMatch(cell -> cell.row() < end && cell.row() + cell.rowSpan() > end);
    return cut ? 0 : heads;
  }

  private static void write(TableCell cell, StringBuilder html) {
    String tag = cell.header() ? "th" : "td";
    html.append('<').append(tag);
    if (cell.rowSpan() > 1) {
      html.append(" rowspan=\"").append(cell.rowSpan()).append('"');
    }
    if (cell.columnSpan() > 1) {
      html.append(" colspan=\"").append(cell.columnSpan()).append('"');
    }
    html.append('>');
    cell.text().codePoints().forEach(c -> escape(c, html));
    html.append("</").append(tag).append('>');
  }

  private static void escape(int c, StringBuilder html) {
    switch (c) {
      case '&' -> html.append("&amp;");
      case '<' -> html.append("&lt;");
      case '>' -> html.append("&gt;");
      case '"' -> html.append("&quot;");
      case '\'' -> html.append("&#39;");
      default -> html.appendCodePoint(c);
    }
  }
}
