package dev.quire.document.text;

import java.lang.Character.UnicodeScript;

/** What matters of writing systems to lines and words. */
final class Scripts {

  private Scripts() {}

  /** Whether a character takes a square and is written without spaces. */
  static boolean isSquare(int c) {
    if (c < 0x1100) {
      return false;
    }
    if (c >= 0x3000 && c <= 0x303f || c >= 0xff01 && c <= 0xff60 || c >= 0x3200 && c <= 0x33ff) {
      return true;
    }
    return switch (UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA, BOPOMOFO, HANGUL -> true;
      default -> c == 0x30fc;
    };
  }

  /** Whether all characters do. */
  static boolean isSquare(Glyph glyph) {
    return isSquare(glyph.text().codePointAt(0));
  }

  static boolean isRightToLeft(int c) {
    byte direction = Character.getDirectionality(c);
    return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
        || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
  }

  static boolean isLeftToRight(int c) {
    return Character.getDirectionality(c) == Character.DIRECTIONALITY_LEFT_TO_RIGHT;
  }
}
