package dev.quire.image;

import java.util.Arrays;

/**
 * The code words of ITU-T T.4 and T.6, looked up by the bits that come next. Immutable and
 * thread-safe.
 */
final class FaxCodes {

  /** Bits of the longest code word of a run. */
  static final int RUN_BITS = 13;

  /** Bits of the longest code word of a mode. */
  static final int MODE_BITS = 7;

  /** No code word begins with these bits. */
  static final int NONE = -1;

  static final int PASS = 7;
  static final int HORIZONTAL = 8;

  /** The mode that puts the next change straight below one of the row above. */
  static final int VERTICAL = 3;

  private static final int LENGTH_BITS = 4;
  private static final int STEP = 64;

  private static final String WHITE =
      """
      00110101 000111 0111 1000 1011 1100 1110 1111 10011 10100 00111 01000 001000 000011 110100 \
      110101 101010 101011 0100111 0001100 0001000 0010111 0000011 0000100 0101000 0101011 0010011 \
      0100100 0011000 00000010 00000011 00011010 00011011 00010010 00010011 00010100 00010101 \
      00010110 00010111 00101000 00101001 00101010 00101011 00101100 00101101 00000100 00000101 \
      00001010 00001011 01010010 01010011 01010100 01010101 00100100 00100101 01011000 01011001 \
      01011010 01011011 01001010 01001011 00110010 00110011 00110100""";

  private static final String WHITE_STEPS =
      """
      11011 10010 010111 0110111 00110110 00110111 01100100 01100101 01101000 01100111 011001100 \
      011001101 011010010 011010011 011010100 011010101 011010110 011010111 011011000 011011001 \
      011011010 011011011 010011000 010011001 010011010 011000 010011011""";

  private static final String BLACK =
      """
      0000110111 010 11 10 011 0011 0010 00011 000101 000100 0000100 0000101 0000111 00000100 \
      00000111 000011000 0000010111 0000011000 0000001000 00001100111 00001101000 00001101100 \
      00000110111 00000101000 00000010111 00000011000 000011001010 000011001011 000011001100 \
      000011001101 000001101000 000001101001 000001101010 000001101011 000011010010 000011010011 \
      000011010100 000011010101 000011010110 000011010111 000001101100 000001101101 000011011010 \
      000011011011 000001010100 000001010101 000001010110 000001010111 000001100100 000001100101 \
      000001010010 000001010011 000000100100 000000110111 000000111000 000000100111 000000101000 \
      000001011000 000001011001 000000101011 000000101100 000001011010 000001100110 000001100111""";

  private static final String BLACK_STEPS =
      """
      0000001111 000011001000 000011001001 000001011011 000000110011 000000110100 000000110101 \
      0000001101100 0000001101101 0000001001010 0000001001011 0000001001100 0000001001101 \
      0000001110010 0000001110011 0000001110100 0000001110101 0000001110110 0000001110111 \
      0000001010010 0000001010011 0000001010100 0000001010101 0000001011010 0000001011011 \
      0000001100100 0000001100101""";

  /** From 1792 on, for both colours. */
  private static final String LONG_STEPS =
      """
      00000001000 00000001100 00000001101 000000010010 000000010011 000000010100 000000010101 \
      000000010110 000000010111 000000011100 000000011101 000000011110 000000011111""";

  /** From three to the left to three to the right, then pass and horizontal. */
  private static final String MODES = "0000010 000010 010 1 011 000011 0000011 0001 001";

  private final int[] white = table(RUN_BITS);
  private final int[] black = table(RUN_BITS);
  private final int[] modes = table(MODE_BITS);

  FaxCodes() {
    put(white, RUN_BITS, WHITE, 0, 1);
    put(white, RUN_BITS, WHITE_STEPS, STEP, STEP);
    put(white, RUN_BITS, LONG_STEPS, 28 * STEP, STEP);
    put(black, RUN_BITS, BLACK, 0, 1);
    put(black, RUN_BITS, BLACK_STEPS, STEP, STEP);
    put(black, RUN_BITS, LONG_STEPS, 28 * STEP, STEP);
    put(modes, MODE_BITS, MODES, 0, 1);
  }

  private static int[] table(int bits) {
    int[] table = new int[1 << bits];
    Arrays.fill(table, NONE);
    return table;
  }

  private static void put(int[] table, int bits, String codes, int first, int step) {
    int value = first;
    for (String code : codes.split(" ")) {
      int free = bits - code.length();
      int start = Integer.parseInt(code, 2) << free;
      Arrays.fill(table, start, start + (1 << free), value << LENGTH_BITS | code.length());
      value += step;
    }
  }

  /**
   * The run that the next {@value #RUN_BITS} bits begin with, or {@link #NONE}: its {@link #value}
   * is below 64 if it ends a run, else a part of it.
   */
  int run(boolean ofWhite, int bits) {
    return ofWhite ? white[bits] : black[bits];
  }

  /**
   * The mode that the next {@value #MODE_BITS} bits begin with, or {@link #NONE}: its {@link
   * #value} is {@link #PASS}, {@link #HORIZONTAL}, or {@link #VERTICAL} and up to 3 more or less.
   */
  int mode(int bits) {
    return modes[bits];
  }

  static int value(int code) {
    return code >> LENGTH_BITS;
  }

  /** Bits of the code word. */
  static int length(int code) {
    return code & (1 << LENGTH_BITS) - 1;
  }
}
