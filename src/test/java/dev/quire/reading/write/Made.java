package dev.quire.reading.write;

import dev.quire.reading.Area;
import dev.quire.reading.Block;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadPage;
import dev.quire.reading.Role;
import dev.quire.reading.Table;
import dev.quire.reading.TableCell;
import dev.quire.reading.TextSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Pages made for tests. */
final class Made {

  private static final double LINE = 20;
  private static final double CHARACTER = 10;

  private Made() {}

  /** Lines one below the other from a place on, ten pixels for each character. */
  static List<ReadLine> lines(double left, double top, String... texts) {
    List<ReadLine> lines = new ArrayList<>();
    for (String text : texts) {
      double y = top + lines.size() * LINE;
      Area area = new Area(left, y, left + text.length() * CHARACTER, y + LINE - 4);
      lines.add(ReadLine.of(text, area));
    }
    return lines;
  }

  static Block block(Role role, String... texts) {
    return at(role, 0, 0, texts);
  }

  static Block at(Role role, double left, double top, String... texts) {
    return block(role, 0, lines(left, top, texts), Optional.empty());
  }

  static Block heading(int level, String... texts) {
    return block(Role.HEADING, level, lines(0, 0, texts), Optional.empty());
  }

  static Block figure(double top, String... texts) {
    Area area = new Area(0, top, 400, top + 100);
    return new Block(
        Role.FIGURE, "image", 1, area, 0, lines(0, top, texts), Optional.empty());
  }

  /** A table of rows, the first of which is its head if so said; cells parted by {@code |}. */
  static Block table(boolean head, String... rows) {
    List<TableCell> cells = new ArrayList<>();
    int columns = 0;
    for (int row = 0; row < rows.length; row++) {
      String[] texts = rows[row].split("\\|", -1);
      columns = Math.max(columns, texts.length);
      for (int column = 0; column < texts.length; column++) {
        cells.add(cell(row, column, 1, 1, head && row == 0, texts[column]));
      }
    }
    return table(new Table(rows.length, columns, cells));
  }

  static Block table(Table table) {
    String[] texts =
        table.cells().stream().map(TableCell::text).filter(t -> !t.isEmpty()).toArray(String[]::new);
    return block(Role.TABLE, 0, lines(0, 0, texts), Optional.of(table));
  }

  static TableCell cell(
      int row, int column, int rowSpan, int columnSpan, boolean header, String text) {
    Area area = new Area(column * 50, row * LINE, (column + columnSpan) * 50, (row + rowSpan) * LINE);
    return new TableCell(row, column, rowSpan, columnSpan, header, text, area);
  }

  static Block block(Role role, int level, List<ReadLine> lines, Optional<Table> table) {
    Area area =
        lines.isEmpty()
            ? new Area(0, 0, 100, 100)
            : Area.around(lines.stream().map(ReadLine::area).collect(Collectors.toList()));
    return new Block(role, "made", 1, area, level, lines, table);
  }

  static ReadPage page(int number, List<Block> blocks) {
    return new ReadPage(number, 1000, 1400, TextSource.LAYER, "", blocks);
  }

  static ReadPage page(int number, Block... blocks) {
    return page(number, Arrays.asList(blocks));
  }

  static String markdown(Block... blocks) {
    return MarkdownWriter.page(page(1, blocks), FigureLinks.files());
  }

  static String plain(Block... blocks) {
    return PlainTextWriter.page(page(1, blocks));
  }

  /** The whole document by one writer. */
  static String write(TextWriter writer, ReadPage... pages) {
    StringBuilder out = new StringBuilder();
    for (ReadPage page : pages) {
      out.append(writer.add(page));
    }
    return out.append(writer.finish()).toString();
  }

  static String markdown(ReadPage... pages) {
    return write(new MarkdownWriter(FigureLinks.files()), pages);
  }
}
