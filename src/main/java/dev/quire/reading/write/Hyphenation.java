package dev.quire.reading.write;

import dev.quire.reading.text.Characters;
import java.util.Locale;
import java.util.Set;

/** Decides what becomes of a hyphen at the end of a line before a lower-case letter. */
final class Hyphenation {

  /** What becomes of the hyphen. */
  enum Verdict {
    /** It only marked the line end. */
    DROP,
    /** It belongs to the word. */
    KEEP,
    /** It stands for the rest of the word, as in “pre- and postwar”. */
    KEEP_AND_SPACE
  }

  private static final Set<String> CONJUNCTIONS = Set.of("and", "or", "und", "oder");
  private static final String NOT_OF_WORDS = "/@_\\:=.#&?%";
  private static final int LONGEST = 64;

  private final Vocabulary vocabulary;

  Hyphenation(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /**
   * Decides for one line end.
   *
   * @param before ends with a letter and the hyphen
   * @param after begins with a lower-case letter
   */
  Verdict decide(CharSequence before, String after) {
    int hyphen = before.length() - 1;
    int start = wordStart(before, hyphen);
    int end = wordEnd(after);
    String left = before.subSequence(start, hyphen).toString().toLowerCase(Locale.ROOT);
    String right = after.substring(0, end).toLowerCase(Locale.ROOT);
    if (partOfAddress(before, hyphen)
        || left.length() < 2
        || right.length() < 2
        || Character.isUpperCase(before.charAt(hyphen - 1))
        || vocabulary.knowsCompound(left, right)) {
      return Verdict.KEEP;
    }
    if (vocabulary.knows(left + right)) {
      return Verdict.DROP;
    }
    if (CONJUNCTIONS.contains(right)) {
      return Verdict.KEEP_AND_SPACE;
    }
    boolean longer =
        start > 0 && Characters.isHyphen(before.charAt(start - 1))
            || end < after.length() - 1 && Characters.isHyphen(after.charAt(end));
    return longer && vocabulary.knows(left) && vocabulary.knows(right)
        ? Verdict.KEEP
        : Verdict.DROP;
  }

  private static int wordStart(CharSequence text, int end) {
    int start = end;
    while (start > 0 && end - start < LONGEST && isPart(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static int wordEnd(String text) {
    int end = 0;
    while (end < text.length() && end < LONGEST && isPart(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Letters, also those outside the Basic Multilingual Plane, and the marks on them. */
  private static boolean isPart(char character) {
    return Character.isLetter(character)
        || Character.isSurrogate(character)
        || Character.getType(character) == Character.NON_SPACING_MARK;
  }

  /** URLs, addresses, file names and identifiers lose no hyphen. */
  private static boolean partOfAddress(CharSequence text, int end) {
    for (int at = end - 1; at >= 0 && end - at < LONGEST; at--) {
      if (text.charAt(at) == ' ') {
        return false;
      }
      if (NOT_OF_WORDS.indexOf(text.charAt(at)) >= 0) {
        return true;
      }
    }
    return false;
  }
}
