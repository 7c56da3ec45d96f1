package dev.quire.document.searchable;

import dev.quire.document.searchable.OwnText.OwnGlyph;
import dev.quire.reading.Area;
import dev.quire.reading.ReadWord;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Tells which of the words read on a page the page has as text at the same place already, whatever
 * paints it: half of their characters are enough, for OCR and an older OCR do not agree in all.
 * Such words would be found twice.
 */
final class OwnWords implements Predicate<ReadWord> {

  private static final int CELL = 32;

  /** Nothing that covers more of the page is one word. */
  private static final int MOST_CELLS = 4096;

  private static final double ALIKE = 0.5;

  /** Text of so many times a word's length is not that word. */
  private static final int MUCH_LONGER = 16;

  private record Spot(String text, double column, double row) {}

  private final Map<Long, List<Spot>> cells = new HashMap<>();
  private final PageSpace space;

  OwnWords(List<OwnGlyph> glyphs, PageSpace space) {
    this.space = space;
    for (OwnGlyph glyph : glyphs) {
      double column = space.column(glyph.x(), glyph.y());
      double row = space.row(glyph.x(), glyph.y());
      if (column >= 0 && row >= 0 && column <= space.width() && row <= space.height()) {
        cells
            .computeIfAbsent(key((int) column / CELL, (int) row / CELL), k -> new ArrayList<>(4))
            .add(new Spot(glyph.text(), column, row));
      }
    }
  }

  private static long key(int column, int row) {
    return (long) column << Integer.SIZE | row;
  }

  @Override
  public boolean test(ReadWord word) {
    if (cells.isEmpty()) {
      return false;
    }
    Area area = space.onPage(word.area());
    String found = within(area, MUCH_LONGER * word.text().length());
    String read = plain(word.text());
    if (read.isEmpty()) {
      return found.contains(word.text());
    }
    String own = plain(found);
    return common(own, read) >= ALIKE * Math.max(own.length(), read.length());
  }

  /** The characters in an area, or so many that they are more than enough. */
  private String within(Area area, int enough) {
    int left = (int) area.left() / CELL;
    int right = (int) area.right() / CELL;
    int top = (int) area.top() / CELL;
    int bottom = (int) area.bottom() / CELL;
    StringBuilder text = new StringBuilder();
    if ((long) (right - left + 1) * (bottom - top + 1) > MOST_CELLS) {
      return "";
    }
    for (int row = top; row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        for (Spot spot : cells.getOrDefault(key(column, row), List.of())) {
          if (text.length() > enough) {
            return text.toString();
          }
          if (area.contains(spot.column(), spot.row())) {
            text.append(spot.text());
          }
        }
      }
    }
    return text.toString();
  }

  /** Without regard to case, width, ligatures and marks. */
  private static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    Normalizer.normalize(text, Normalizer.Form.NFKD)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .map(Character::toLowerCase)
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }

  /** How many characters both have, in any order. */
  private static int common(String one, String other) {
    Map<Character, Integer> left = new HashMap<>();
    for (char letter : one.toCharArray()) {
      left.merge(letter, 1, Integer::sum);
    }
    int common = 0;
    for (char letter : other.toCharArray()) {
      if (left.merge(letter, -1, Integer::sum) >= 0) {
        common++;
      }
    }
    return common;
  }
}
