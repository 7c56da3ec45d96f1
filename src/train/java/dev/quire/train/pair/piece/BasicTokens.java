package dev.quire.train.pair.piece;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Splits text into words as BERT does: control characters dropped, lower case, accents stripped,
 * Chinese characters and punctuation each a word of its own.
 */
final class BasicTokens {

  private static final int REPLACEMENT = 0xFFFD;

  private BasicTokens() {}

  /** The words of a text, in its order; none is empty. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    String plain = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
    plain.codePoints().forEach(c -> take(c, word, words));
    flush(word, words);
    return words;
  }

  private static void take(int c, StringBuilder word, List<String> words) {
    if (isSpace(c)) {
      flush(word, words);
    } else if (isIdeograph(c) || isPunctuation(c)) {
      flush(word, words);
      words.add(Character.toString(c));
    } else if (!isDropped(c)) {
      word.appendCodePoint(c);
    }
  }

  private static void flush(StringBuilder word, List<String> words) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  private static boolean isSpace(int c) {
    return switch (Character.getType(c)) {
      case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> c == '\t' || c == '\n' || c == '\r';
    };
  }

  /** Accents, now apart from their letters, and what is not meant to be read. */
  private static boolean isDropped(int c) {
    return c == 0
        || c == REPLACEMENT
        || switch (Character.getType(c)) {
          case Character.NON_SPACING_MARK,
              Character.CONTROL,
              Character.FORMAT,
              Character.PRIVATE_USE,
              Character.SURROGATE,
              Character.UNASSIGNED ->
              true;
          default -> false;
        };
  }

  private static boolean isPunctuation(int c) {
    if (c >= '!' && c <= '~') {
      return !Character.isLetterOrDigit(c);
    }
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  /** The blocks that BERT splits; kana and hangul are not among them. */
  static boolean isIdeograph(int c) {
    return c >= 0x4E00 && c <= 0x9FFF
        || c >= 0x3400 && c <= 0x4DBF
        || c >= 0x20000 && c <= 0x2CEAF
        || c >= 0xF900 && c <= 0xFAFF
        || c >= 0x2F800 && c <= 0x2FA1F;
  }
}
