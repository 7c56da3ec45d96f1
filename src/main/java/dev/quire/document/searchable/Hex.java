package dev.quire.document.searchable;

/** Numbers as PDF's hexadecimal strings have them. */
final class Hex {

  private static final String DIGITS = "0123456789ABCDEF";

  private Hex() {}

  /** Four digits of the lower 16 bits. */
  static String of(int value) {
    char[] digits = new char[4];
    for (int i = 0; i < digits.length; i++) {
      digits[i] = DIGITS.charAt(value >> 4 * (digits.length - 1 - i) & 0xf);
    }
    return new String(digits);
  }
}
