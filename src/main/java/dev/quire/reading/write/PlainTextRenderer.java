package dev.quire.reading.write;

import dev.quire.reading.text.Characters;
import dev.quire.reading.text.ListMark;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes pieces as plain text. */
final class PlainTextRenderer implements Renderer {

  private Piece before;

  @Override
  public String render(Piece piece) {
    String separator = separator(piece);
    before = piece;
    return separator + text(piece);
  }

  @Override
  public String end() {
    return before == null || before instanceof Piece.PageBreak ? "" : "\n";
  }

  private String separator(Piece piece) {
    if (before == null || before instanceof Piece.PageBreak) {
      return "";
    }
    boolean adjacent =
        piece instanceof Piece.PageBreak
            || piece instanceof Piece.Item && before instanceof Piece.Item;
    return adjacent ? "\n" : "\n\n";
  }

  private static String text(Piece piece) {
    if (piece instanceof Piece.Running running) {
      return running instanceof Piece.Item item ? item(item) : running.text();
    } else if (piece instanceof Piece.Heading heading) {
      return heading.text();
    } else if (piece instanceof Piece.Formula formula) {
      return formula.text();
    } else if (piece instanceof Piece.Caption caption) {
      return caption.text();
    } else if (piece instanceof Piece.Note note) {
      return note.text();
    } else if (piece instanceof Piece.Lines lines) {
      return String.join("\n", lines.lines());
    } else if (piece instanceof Piece.Code code) {
      return String.join("\n", code.lines());
    } else if (piece instanceof Piece.Figure figure) {
      return figure(figure);
    } else if (piece instanceof Piece.Cells cells) {
      return table(cells.grid());
    }
    return "\f";
  }

  private static String item(Piece.Item item) {
    String mark =
        item.mark() instanceof ListMark.Number number ? number.digits() + number.delimiter() : "-";
    return "  ".repeat(item.depth()) + mark + ' ' + item.text();
  }

  private static String figure(Piece.Figure figure) {
    List<String> lines = new ArrayList<>();
    if (!figure.caption().isEmpty()) {
      lines.add(figure.caption());
    }
    lines.addAll(figure.lines());
    return String.join("\n", lines);
  }

  private static String table(TableGrid grid) {
    return IntStream.range(0, grid.rows())
        .mapToObj(row -> row(grid, row))
        .collect(Collectors.joining("\n"));
  }

  private static String row(TableGrid grid, int row) {
    return IntStream.range(0, grid.columns())
        .mapToObj(column -> Characters.collapse(grid.text(row, column)))
        .collect(Collectors.joining("\t"));
  }
}
