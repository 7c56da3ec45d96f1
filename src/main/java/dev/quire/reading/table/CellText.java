package dev.quire.reading.table;

import dev.quire.reading.WritingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The text of a cell: its words in the order in which they are read. */
final class CellText {
  private final double em;

  CellText(double em) {
    this.em = em;
  }

  String of(List<Piece> pieces) {
    StringBuilder text = new StringBuilder();
    for (List<Piece> part : ordered(pieces)) {
      for (Piece piece : part) {
        append(piece.text(), text);
      }
    }
    return text.toString();
  }

  /** Parts of lines; the words of each stay in their order. */
  private List<List<Piece>> ordered(List<Piece> pieces) {
    Map<Integer, List<Piece>> lines = new TreeMap<>();
    pieces.forEach(p -> lines.computeIfAbsent(p.line(), line -> new ArrayList<>()).add(p));
    List<List<Piece>> parts = new ArrayList<>(lines.values());
    long vertical = parts.stream().filter(p -> mode(p) == WritingMode.VERTICAL).count();
    if (vertical * 2 > parts.size()) {
      parts.sort(Comparator.comparingDouble(part -> -x(part)));
      return parts;
    }
    parts.sort(Comparator.comparingDouble(CellText::y));
    List<List<Piece>> ordered = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= parts.size(); i++) {
      if (i == parts.size() || y(parts.get(i)) - y(parts.get(start)) > em / 2) {
        ordered.addAll(row(parts.subList(start, i)));
        start = i;
      }
    }
    return ordered;
  }

  private static List<List<Piece>> row(List<List<Piece>> parts) {
    long left = parts.stream().filter(p -> mode(p) == WritingMode.RIGHT_TO_LEFT).count();
    Comparator<List<Piece>> order = Comparator.comparingDouble(CellText::x);
    return parts.stream().sorted(left * 2 > parts.size() ? order.reversed() : order).toList();
  }

  private static WritingMode mode(List<Piece> part) {
    return part.get(0).mode();
  }

  private static double x(List<Piece> part) {
    return part.stream().mapToDouble(p -> p.area().centreX()).average().orElse(0);
  }

  private static double y(List<Piece> part) {
    return part.stream().mapToDouble(p -> p.area().centreY()).average().orElse(0);
  }

  private static void append(String word, StringBuilder text) {
    if (text.length() > 0 && !word.isEmpty()) {
      boolean close =
          unspaced(text.codePointBefore(text.length())) && unspaced(word.codePointAt(0));
      text.append(close ? "" : " ");
    }
    text.append(word);
  }

  /** Whether a character belongs to a script without spaces, with its punctuation. */
  private static boolean unspaced(int c) {
    return switch (Character.UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA, BOPOMOFO, THAI, LAO, KHMER, MYANMAR -> true;
      default -> c >= 0x3000 && c <= 0x303f || c >= 0xff00 && c <= 0xffef;
    };
  }
}
