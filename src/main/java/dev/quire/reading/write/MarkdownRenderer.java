package dev.quire.reading.write;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes pieces as Markdown. */
final class MarkdownRenderer implements Renderer {

  private final MarkdownList list = new MarkdownList();
  private Piece before;
  private boolean newPage;

  @Override
  public String render(Piece piece) {
    if (piece instanceof Piece.PageBreak) {
      newPage = true;
      return "";
    }
    String text = separator(piece) + text(piece);
    before = piece;
    newPage = false;
    return text;
  }

  @Override
  public String end() {
    return before == null ? "" : "\n";
  }

  private String separator(Piece piece) {
    if (before == null) {
      return "";
    }
    if (piece instanceof Piece.Item && before instanceof Piece.Item) {
      return "";
    }
    list.end();
    boolean rule = piece instanceof Piece.Note && (newPage || !(before instanceof Piece.Note));
    return rule ? "\n\n---\n\n" : "\n\n";
  }

  private String text(Piece piece) {
    if (piece instanceof Piece.Paragraph paragraph) {
      return MarkdownEscape.line(paragraph.text());
    } else if (piece instanceof Piece.Item item) {
      return list.item(item);
    } else if (piece instanceof Piece.Heading heading) {
      return "#".repeat(heading.level()) + ' ' + MarkdownEscape.heading(heading.text());
    } else if (piece instanceof Piece.Formula formula) {
      return formula(formula.text());
    } else if (piece instanceof Piece.Caption caption) {
      return MarkdownEscape.line(caption.text());
    } else if (piece instanceof Piece.Note note) {
      return MarkdownEscape.line(note.text());
    } else if (piece instanceof Piece.Lines lines) {
      return lines(lines.lines());
    } else if (piece instanceof Piece.Code code) {
      return fenced(code.lines());
    } else if (piece instanceof Piece.Figure figure) {
      return figure(figure);
    } else if (piece instanceof Piece.Cells cells) {
      return MarkdownTable.of(cells.grid());
    }
    return "";
  }

  private static String formula(String text) {
    return Latex.matches(text) ? "$$" + text + "$$" : MarkdownEscape.line(text);
  }

  /** Each with a hard line break but for the last. */
  private static String lines(List<String> lines) {
    return lines.stream().map(MarkdownEscape::line).collect(Collectors.joining("\\\n"));
  }

  /** The fence is longer than any run of backticks within. */
  private static String fenced(List<String> lines) {
    int longest = 2;
    for (String line : lines) {
      int run = 0;
      for (int at = 0; at < line.length(); at++) {
        run = line.charAt(at) == '`' ? run + 1 : 0;
        longest = Math.max(longest, run);
      }
    }
    String fence = "`".repeat(longest + 1);
    return fence + '\n' + String.join("\n", lines) + '\n' + fence;
  }

  private static String figure(Piece.Figure figure) {
    List<String> parts = new ArrayList<>();
    figure.link().map(link -> picture(link, figure.caption())).ifPresent(parts::add);
    if (figure.link().isEmpty() && !figure.caption().isEmpty()) {
      parts.add(MarkdownEscape.line(figure.caption()));
    }
    if (!figure.lines().isEmpty()) {
      parts.add(lines(figure.lines()));
    }
    return String.join("\n\n", parts);
  }

  private static String picture(String link, String caption) {
    String text = caption.isEmpty() ? "figure" : MarkdownEscape.alternative(caption);
    return "![" + text + "](" + MarkdownLink.of(link) + ')';
  }
}
