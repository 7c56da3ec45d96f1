package dev.quire.reading.write;

import dev.quire.reading.ReadLine;
import dev.quire.reading.WritingMode;
import dev.quire.reading.text.Characters;
import java.util.List;

/** The lines of program text with their indentation, which OCR gives by their places only. */
final class CodeLines {

  private static final int DEEPEST = 80;

  private CodeLines() {}

  /** Each line with its own leading spaces, or with those that its left edge asks for. */
  static List<String> of(List<ReadLine> lines) {
    List<ReadLine> written = lines.stream().filter(line -> !line.text().isBlank()).toList();
    boolean own = written.stream().anyMatch(line -> Characters.isSpace(line.text().charAt(0)));
    if (own) {
      return written.stream().map(line -> clean(line.text()).stripTrailing()).toList();
    }
    double width = characterWidth(written);
    double left = written.stream().mapToDouble(line -> line.area().left()).min().orElse(0);
    return written.stream()
        .map(line -> " ".repeat(indent(line, left, width)) + clean(line.text()).strip())
        .filter(line -> !line.isBlank())
        .toList();
  }

  private static int indent(ReadLine line, double left, double width) {
    if (line.mode() != WritingMode.LEFT_TO_RIGHT || width <= 0) {
      return 0;
    }
    return (int) Math.min(DEEPEST, Math.round((line.area().left() - left) / width));
  }

  /** The median, as program text is mostly set in characters of one width. */
  private static double characterWidth(List<ReadLine> lines) {
    double[] widths =
        lines.stream()
            .mapToDouble(line -> line.area().width() / line.text().strip().length())
            .sorted()
            .toArray();
    return widths.length == 0 ? 0 : widths[widths.length / 2];
  }

  /** Control characters, line ends among them, as spaces; tabs stay. */
  private static String clean(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.chars().forEach(c -> out.append(c != '\t' && Character.isISOControl(c) ? ' ' : (char) c));
    return out.toString();
  }
}
