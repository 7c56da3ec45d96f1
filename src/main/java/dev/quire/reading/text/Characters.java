package dev.quire.reading.text;

import java.lang.Character.UnicodeScript;

/** What kinds of characters there are to someone who joins lines. */
public final class Characters {

  public static final int SOFT_HYPHEN = 0xAD;

  private Characters() {}

  /** White space of any width, line ends and control characters. */
  public static boolean isSpace(int character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || Character.isISOControl(character);
  }

  /** A hyphen that may stand at the end of a line because the line ends there. */
  public static boolean isHyphen(int character) {
    return character == '-' || character == 0x2010;
  }

  /** A dash or slash after which a line may end although no space follows. */
  public static boolean isDashOrSlash(int character) {
    return character == '/'
        || character == 0x2011
        || character == 0x2013
        || character == 0x2014
        || character == 0x2015;
  }

  /** Han, kana, bopomofo, Yi and the punctuation and wide forms that go with them. */
  public static boolean isCjk(int character) {
    if (character < 0x2E80) {
      return false;
    }
    if (character >= 0x3000 && character <= 0x303F
        || character >= 0x30A0 && character <= 0x30FF
        || character >= 0xFE30 && character <= 0xFE4F
        || character >= 0xFF01 && character <= 0xFF60
        || character >= 0xFFE0 && character <= 0xFFE6) {
      return true;
    }
    return switch (UnicodeScript.of(character)) {
      case HAN, HIRAGANA, KATAKANA, BOPOMOFO, YI -> true;
      default -> false;
    };
  }

  /** Scripts that put no spaces between words. */
  public static boolean isUnspaced(int character) {
    if (character < 0x0E00) {
      return false;
    }
    return isCjk(character)
        || switch (UnicodeScript.of(character)) {
          case THAI, LAO, KHMER, MYANMAR -> true;
          default -> false;
        };
  }

  public static boolean isHangul(int character) {
    return character >= 0x1100 && UnicodeScript.of(character) == UnicodeScript.HANGUL;
  }

  /** A letter of a script that knows no capitals. */
  public static boolean isUncased(int character) {
    return Character.isLetter(character)
        && !Character.isUpperCase(character)
        && !Character.isLowerCase(character)
        && !Character.isTitleCase(character);
  }

  /** The text without spaces around it, every run of spaces as one. */
  public static String collapse(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean space = false;
    for (int at = 0; at < text.length(); ) {
      int character = text.codePointAt(at);
      at += Character.charCount(character);
      if (isSpace(character)) {
        space = true;
        continue;
      }
      if (space && !out.isEmpty()) {
        out.append(' ');
      }
      space = false;
      out.appendCodePoint(character);
    }
    return out.toString();
  }
}
