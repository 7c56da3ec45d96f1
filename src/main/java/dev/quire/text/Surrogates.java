package dev.quire.text;

/** What becomes of strings that are no Unicode text, since UTF-8 cannot write them down. */
final class Surrogates {

  private static final int REPLACEMENT = 0xfffd;

  private Surrogates() {}

  /** The same text with U+FFFD in the place of each surrogate without its other half. */
  static String mended(String text) {
    if (text.codePoints().noneMatch(Surrogates::isAlone)) {
      return text;
    }
    StringBuilder mended = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> isAlone(point) ? REPLACEMENT : point)
        .forEach(mended::appendCodePoint);
    return mended.toString();
  }

  /** A code point is a surrogate only where the other half is missing. */
  private static boolean isAlone(int codePoint) {
    return Character.MIN_SURROGATE <= codePoint && codePoint <= Character.MAX_SURROGATE;
  }
}
