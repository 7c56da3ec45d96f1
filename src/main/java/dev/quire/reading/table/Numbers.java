package dev.quire.reading.table;

import java.util.Arrays;

/** What words say of numbers, and the middle of some. */
final class Numbers {

  private Numbers() {}

  /** The upper median; 0 of nothing. */
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }

  /** Whether a text is a number or little else, such as 12.5 %, (3), –4 kg or n/a. */
  static boolean numeric(String text) {
    int digits = 0;
    int letters = 0;
    for (int i = 0; i < text.length(); i++) {
      digits += Character.isDigit(text.charAt(i)) ? 1 : 0;
      letters += Character.isLetter(text.charAt(i)) ? 1 : 0;
    }
    return digits > 0 && letters <= Math.min(3, digits);
  }
}
