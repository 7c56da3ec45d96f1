package dev.quire.document.text;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** What characters mean whose text the document gives beside them (ISO 32000-2, 14.9.4). */
final class Replacement {

  /** Longer texts stand for pictures, or for lines that are better read as they are. */
  private static final int LONGEST = 500;

  private static final double SAME_LINE = 0.6;

  private Replacement() {}

  /**
   * The characters with their new text.
   *
   * @param shown those that are painted
   * @return the same, where the text is not that of one piece of a line
   */
  static List<Glyph> of(String text, List<Glyph> shown) {
    if (shown.isEmpty() || text.length() > LONGEST || !isOneLine(shown)) {
      return List.copyOf(shown);
    }
    int[] letters = text.codePoints().toArray();
    List<Glyph> meant = new ArrayList<>();
    if (letters.length == shown.size() && !text.contains(" ")) {
      for (int i = 0; i < letters.length; i++) {
        Glyph glyph = shown.get(i);
        String letter = Character.toString(letters[i]);
        meant.add(
            glyph.withText(letter, glyph.box(), glyph.advance(), !letter.equals(glyph.text())));
      }
      return meant;
    }
    Glyph first = shown.get(0);
    Rectangle2D box = first.box();
    double advance = first.advance();
    for (Glyph glyph : shown) {
      box = box.createUnion(glyph.box());
      advance = Math.max(advance, along(first, glyph) + glyph.advance());
    }
    Glyph whole = first.withText(text, box, advance, true);
    words(whole, letters, meant);
    return meant;
  }

  private static void words(Glyph whole, int[] letters, List<Glyph> meant) {
    boolean space = whole.spaceBefore();
    for (int from = 0; from < letters.length; from++) {
      int to = from;
      while (to < letters.length && letters[to] != ' ') {
        to++;
      }
      if (to > from) {
        String word = new String(letters, from, to - from);
        meant.add(
            whole.part(word, (double) from / letters.length, (double) to / letters.length, space));
      }
      space = true;
      from = to;
    }
  }

  private static boolean isOneLine(List<Glyph> shown) {
    Glyph first = shown.get(0);
    return shown.stream()
        .allMatch(
            glyph ->
                glyph.dirX() * first.dirX() + glyph.dirY() * first.dirY() > 0.9
                    && Math.abs(across(first, glyph)) < SAME_LINE * first.size());
  }

  private static double along(Glyph first, Glyph other) {
    return (other.x() - first.x()) * first.dirX() + (other.y() - first.y()) * first.dirY();
  }

  private static double across(Glyph first, Glyph other) {
    return (other.y() - first.y()) * first.dirX() - (other.x() - first.x()) * first.dirY();
  }
}
