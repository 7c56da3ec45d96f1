package dev.quire.reading.text;

/** Whether text goes on after a column or page break. */
public final class Continuation {

  private static final String SENTENCE_ENDS = ".!?:…‼⁇⁈⁉。．！？：｡؟۔।॥։።፧";
  private static final String CLOSING = "\"'”’»›)]}）」』】〕》〉］｝*†‡";

  private Continuation() {}

  /** Whether a text ends before its sentence does. */
  public static boolean unfinished(String text) {
    int end = text.length();
    while (end > 0 && CLOSING.indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return end > 0 && SENTENCE_ENDS.indexOf(text.charAt(end - 1)) < 0;
  }

  /**
   * Whether the second text goes on where the first, unfinished, ends: it begins with a lower-case
   * letter, or both are of a script without capitals.
   */
  public static boolean continues(String before, String after) {
    int first = after.codePointAt(0);
    return Character.isLowerCase(first)
        || Characters.isUncased(first) && Characters.isUncased(lastLetter(before));
  }

  /** The last letter but for marks, digits and punctuation close before the end. */
  private static int lastLetter(String text) {
    int at = text.length();
    for (int steps = 0; at > 0 && steps < 8; steps++) {
      int character = text.codePointBefore(at);
      if (Character.isLetter(character)) {
        return character;
      }
      at -= Character.charCount(character);
    }
    return ' ';
  }
}
