package dev.quire.document.text;

import java.text.Bidi;
import java.util.ArrayList;
import java.util.List;

/**
 * The characters of a line as they are read: where scripts go from right to left, that is not how
 * they stand (Unicode Standard Annex 9, turned round).
 *
 * @param rightToLeft whether the line as a whole goes from right to left
 * @param letters in the order in which they are read
 */
record LogicalOrder(boolean rightToLeft, List<Letter> letters) {

  private static final String BRACKETS = "()[]{}<>\u00ab\u00bb\u2039\u203a";

  /**
   * A character.
   *
   * @param glyph null for a space
   * @param text as it is read: brackets turn in text from right to left
   */
  record Letter(Glyph glyph, String text) {}

  /**
   * @param visual from left to right, null for spaces
   */
  static LogicalOrder of(List<Glyph> visual) {
    int rightward = 0;
    int leftward = 0;
    for (Glyph glyph : visual) {
      if (glyph != null) {
        int first = glyph.text().codePointAt(0);
        leftward += Scripts.isRightToLeft(first) ? 1 : 0;
        rightward += Scripts.isLeftToRight(first) ? 1 : 0;
      }
    }
    if (leftward == 0) {
      return new LogicalOrder(
          false,
          visual.stream().map(each -> new Letter(each, each == null ? " " : each.text())).toList());
    }
    return turned(visual, leftward > rightward);
  }

  private static LogicalOrder turned(List<Glyph> visual, boolean rightToLeft) {
    char[] text = new char[visual.size()];
    for (int i = 0; i < text.length; i++) {
      text[i] = sample(visual.get(i));
    }
    Bidi bidi =
        new Bidi(
            text,
            0,
            null,
            0,
            text.length,
            rightToLeft ? Bidi.DIRECTION_RIGHT_TO_LEFT : Bidi.DIRECTION_LEFT_TO_RIGHT);
    byte[] levels = new byte[text.length];
    Letter[] letters = new Letter[text.length];
    for (int i = 0; i < text.length; i++) {
      levels[i] = (byte) bidi.getLevelAt(i);
      letters[i] = letter(visual.get(i), levels[i] % 2 != 0);
    }
    Bidi.reorderVisually(levels, 0, letters, 0, letters.length);
    return new LogicalOrder(rightToLeft, new ArrayList<>(List.of(letters)));
  }

  private static Letter letter(Glyph glyph, boolean turned) {
    if (glyph == null) {
      return new Letter(null, " ");
    }
    int bracket = glyph.text().length() == 1 ? BRACKETS.indexOf(glyph.text()) : -1;
    boolean mirrored = turned && !glyph.replaced() && bracket >= 0;
    return new Letter(
        glyph, mirrored ? String.valueOf(BRACKETS.charAt(bracket ^ 1)) : glyph.text());
  }

  /** A character of the same direction. */
  private static char sample(Glyph glyph) {
    if (glyph == null) {
      return ' ';
    }
    int first = glyph.text().codePointAt(0);
    if (Character.isBmpCodePoint(first)) {
      return (char) first;
    }
    return Scripts.isRightToLeft(first) ? '\u05d0' : 'a';
  }
}
