package dev.quire.document.searchable;

import java.text.Bidi;
import java.util.Comparator;
import java.util.List;

/**
 * Brings text into the order in which it is seen from left to right, as PDF files hold it: viewers
 * turn right-to-left text round when they extract it. Brackets stay what they are in logical order,
 * which more viewers expect than the opposite.
 */
final class VisualOrder {

  private VisualOrder() {}

  /**
   * The words of a line; their places say how they are seen where one of them runs to the left.
   *
   * @param words in logical order
   */
  static List<LineWords.Word> of(List<LineWords.Word> words) {
    if (words.stream().noneMatch(word -> runsLeft(word.text().toCharArray()))) {
      return words;
    }
    return words.stream().sorted(Comparator.comparingDouble(w -> w.area().centreX())).toList();
  }

  private static boolean runsLeft(char[] letters) {
    return Bidi.requiresBidi(letters, 0, letters.length);
  }

  /**
   * The letters of a word.
   *
   * @param word in logical order
   * @param rightToLeft whether it stands in a line from right to left
   */
  static String of(String word, boolean rightToLeft) {
    if (!runsLeft(word.toCharArray())) {
      return word;
    }
    Bidi bidi =
        new Bidi(word, rightToLeft ? Bidi.DIRECTION_RIGHT_TO_LEFT : Bidi.DIRECTION_LEFT_TO_RIGHT);
    int runs = bidi.getRunCount();
    byte[] levels = new byte[runs];
    Integer[] order = new Integer[runs];
    for (int run = 0; run < runs; run++) {
      levels[run] = (byte) bidi.getRunLevel(run);
      order[run] = run;
    }
    Bidi.reorderVisually(levels, 0, order, 0, runs);
    StringBuilder visual = new StringBuilder(word.length());
    for (int run : order) {
      String part = word.substring(bidi.getRunStart(run), bidi.getRunLimit(run));
      visual.append(bidi.getRunLevel(run) % 2 == 0 ? part : reversed(part));
    }
    return visual.toString();
  }

  /** Surrogates stay pairs. */
  private static String reversed(String part) {
    return new StringBuilder(part).reverse().toString();
  }
}
