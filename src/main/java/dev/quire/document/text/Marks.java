package dev.quire.document.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Joins accents and other marks, which may be painted on their own, to what they belong to. */
final class Marks {

  /** Accents that old fonts have as characters of their own. */
  private static final Map<String, String> COMBINING =
      Map.ofEntries(
          Map.entry("\u00b4", "\u0301"),
          Map.entry("`", "\u0300"),
          Map.entry("\u02c6", "\u0302"),
          Map.entry("^", "\u0302"),
          Map.entry("\u02dc", "\u0303"),
          Map.entry("~", "\u0303"),
          Map.entry("\u00a8", "\u0308"),
          Map.entry("\u02c7", "\u030c"),
          Map.entry("\u02d8", "\u0306"),
          Map.entry("\u02d9", "\u0307"),
          Map.entry("\u02da", "\u030a"),
          Map.entry("\u02dd", "\u030b"),
          Map.entry("\u00af", "\u0304"),
          Map.entry("\u00b8", "\u0327"),
          Map.entry("\u02db", "\u0328"));

  /** Of the narrower one's width, in the direction of the line. */
  private static final double LEAST_OVERLAP = 0.6;

  private Marks() {}

  /** The characters with their marks, in the same order. */
  static List<Glyph> joined(List<Glyph> glyphs) {
    List<Glyph> joined = new ArrayList<>(glyphs.size());
    for (int i = 0; i < glyphs.size(); i++) {
      Glyph glyph = glyphs.get(i);
      Glyph before = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      Glyph after = i + 1 < glyphs.size() ? glyphs.get(i + 1) : null;
      String mark = mark(glyph.text());
      if (mark == null) {
        joined.add(glyph);
      } else if (carries(before, glyph)
          && !(carries(after, glyph) && distance(after, glyph) < distance(before, glyph))) {
        joined.set(joined.size() - 1, with(before, glyph, mark));
      } else if (carries(after, glyph)) {
        joined.add(with(after, glyph, mark));
        i++;
      } else {
        joined.add(glyph);
      }
    }
    return joined;
  }

  private static String mark(String text) {
    if (text.codePoints().allMatch(c -> Character.getType(c) == Character.NON_SPACING_MARK)) {
      return text;
    }
    return COMBINING.get(text);
  }

  /** Whether a mark stands over or under a letter. */
  private static boolean carries(Glyph letter, Glyph mark) {
    if (letter == null
        || mark(letter.text()) != null
        || !Character.isLetter(letter.text().codePointAt(0))
        || letter.dirX() * mark.dirX() + letter.dirY() * mark.dirY() < 0.9
        || Math.abs(across(letter, mark)) > letter.size()) {
      return false;
    }
    double from = along(letter, mark);
    double overlap = Math.min(letter.advance(), from + mark.advance()) - Math.max(0, from);
    double narrower = Math.min(letter.advance(), mark.advance());
    return narrower > 0.02 * letter.size()
        ? overlap >= LEAST_OVERLAP * narrower
        : from > -0.3 * letter.size() && from < letter.advance() + 0.3 * letter.size();
  }

  private static double distance(Glyph letter, Glyph mark) {
    return Math.abs(along(letter, mark) + mark.advance() / 2 - letter.advance() / 2);
  }

  private static double along(Glyph letter, Glyph mark) {
    return (mark.x() - letter.x()) * letter.dirX() + (mark.y() - letter.y()) * letter.dirY();
  }

  private static double across(Glyph letter, Glyph mark) {
    return (mark.y() - letter.y()) * letter.dirX() - (mark.x() - letter.x()) * letter.dirY();
  }

  private static Glyph with(Glyph letter, Glyph mark, String text) {
    String whole = Normalizer.normalize(letter.text() + text, Normalizer.Form.NFC);
    boolean space = letter.spaceBefore() || mark.order() < letter.order() && mark.spaceBefore();
    Glyph joined =
        letter.withText(
            whole, letter.box().createUnion(mark.box()), letter.advance(), letter.replaced());
    return space == letter.spaceBefore() ? joined : joined.part(whole, 0, 1, space);
  }
}
