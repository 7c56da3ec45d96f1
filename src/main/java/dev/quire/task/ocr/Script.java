package dev.quire.task.ocr;

/** What kind of writing a character belongs to, as far as words are concerned. */
enum Script {

  /** Blank. */
  SPACE,

  /** Chinese characters and kana: no spaces between words. */
  CJK,

  /** Letters and digits of scripts that part words by spaces. */
  LETTERS,

  /** Punctuation and symbols, but for those of {@link #CJK_MARKS}. */
  MARKS,

  /** Full-width punctuation and symbols, which have their space within. */
  CJK_MARKS;

  private static final int CJK_SYMBOLS = 0x3000;
  private static final int CJK_SYMBOLS_END = 0x303f;
  private static final int FULL_WIDTH = 0xff00;
  private static final int FULL_WIDTH_END = 0xffef;

  /** Of an entry of a charset; of its first code point, if there are several. */
  static Script of(String character) {
    if (character.isBlank()) {
      return SPACE;
    }
    int codePoint = character.codePointAt(0);
    return switch (Character.UnicodeScript.of(codePoint)) {
      case HAN, HIRAGANA, KATAKANA, BOPOMOFO -> CJK;
      default -> {
        boolean wide =
            isBetween(codePoint, CJK_SYMBOLS, CJK_SYMBOLS_END)
                || isBetween(codePoint, FULL_WIDTH, FULL_WIDTH_END);
        if (Character.isLetterOrDigit(codePoint)) {
          yield wide ? CJK : LETTERS;
        }
        yield wide ? CJK_MARKS : MARKS;
      }
    };
  }

  /** Whether there is never a space beside it. */
  boolean isCjk() {
    return this == CJK || this == CJK_MARKS;
  }

  private static boolean isBetween(int codePoint, int first, int last) {
    return codePoint >= first && codePoint <= last;
  }
}
