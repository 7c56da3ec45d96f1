package dev.quire.document.searchable;

/** Leaves of a text what can stand in a PDF file. */
final class PlainCharacters {

  private PlainCharacters() {}

  /**
   * The text without halves of characters, without control characters and without those that steer
   * the direction: PDF text is in the order in which it is seen.
   */
  static String of(String text) {
    if (text.codePoints().allMatch(PlainCharacters::isPlain)) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints().filter(PlainCharacters::isPlain).forEach(plain::appendCodePoint);
    return plain.toString();
  }

  private static boolean isPlain(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL, Character.SURROGATE, Character.UNASSIGNED -> isUnknown(character);
      default -> !isDirection(character);
    };
  }

  /** Characters younger than this Java are characters all the same. */
  private static boolean isUnknown(int character) {
    return Character.getType(character) == Character.UNASSIGNED
        && (character & 0xfffe) != 0xfffe
        && (character < 0xfdd0 || character > 0xfdef);
  }

  private static boolean isDirection(int character) {
    return character >= 0x200e && character <= 0x200f
        || character >= 0x202a && character <= 0x202e
        || character >= 0x2066 && character <= 0x2069;
  }
}
