package dev.quire.image;

/**
 * A Huffman table of JPEG (ITU-T T.81, annex C). For the codes of up to {@value #FAST_BITS} bits it
 * tells at once how far a symbol of coefficients leads. Immutable and thread-safe.
 */
final class JpegCodes {

  static final int FAST_BITS = 10;

  /** Where the number of coefficients begins in {@link #leap}, above the number of bits. */
  static final int COEFFICIENTS = 6;

  /** Coefficients that the end of a block passes over: more than there are. */
  static final int ALL = 128;

  static final int LONGEST = 16;
  private static final int SYMBOLS = 256;
  private static final int ZEROS = 0xf0;

  private final int[] leaps = new int[1 << FAST_BITS];
  private final short[] fast = new short[1 << FAST_BITS];
  private final int[] ends = new int[LONGEST + 1];
  private final int[] offsets = new int[LONGEST + 1];
  private final byte[] symbols = new byte[SYMBOLS];

  /**
   * @param table as a DHT segment has it, from the numbers of codes on
   * @throws InvalidImageException TRUNCATED or CORRUPT
   */
  JpegCodes(ByteReader table) {
    int code = 0;
    int index = 0;
    for (int length = 1; length <= LONGEST; length++) {
      int count = table.u8(length - 1L);
      offsets[length] = index - code;
      if (index + count > SYMBOLS || code + count > 1 << length) {
        throw ByteReader.corrupt("a table of impossible codes");
      }
      for (int i = 0; i < count; i++, code++, index++) {
        symbols[index] = (byte) table.u8(LONGEST + (long) index);
        if (length <= FAST_BITS) {
          fill(code, length, symbols[index] & 0xff);
        }
      }
      ends[length] = code;
      code <<= 1;
    }
  }

  private void fill(int code, int length, int symbol) {
    int free = FAST_BITS - length;
    for (int i = code << free; i < code + 1 << free; i++) {
      fast[i] = (short) (symbol << 4 | length);
      leaps[i] = leap(symbol, length);
    }
  }

  private static int leap(int symbol, int length) {
    int size = symbol & 0xf;
    int coefficients = symbol == ZEROS ? 16 : size == 0 ? ALL : (symbol >> 4) + 1;
    return coefficients << COEFFICIENTS | length + size;
  }

  /** By the next bits: coefficients passed over and bits taken; 0 if the code is longer. */
  int leap(int bits) {
    return leaps[bits];
  }

  /** By the next bits: the symbol, above 4 bits of its code's length; 0 if the code is longer. */
  int fast(int bits) {
    return fast[bits];
  }

  /** The same of any code, by the next {@value #LONGEST} bits; 0 if there is none. */
  int slow(int bits) {
    for (int length = 1; length <= LONGEST; length++) {
      int code = bits >> LONGEST - length;
      if (code < ends[length] && code + offsets[length] >= 0) {
        int symbol = symbols[code + offsets[length]] & 0xff;
        return symbol << 5 | length;
      }
    }
    return 0;
  }

  /** What {@link #leap(int)} would tell of a code that is longer. */
  static int slowLeap(int slow) {
    return slow == 0 ? 0 : leap(slow >> 5, slow & 31);
  }
}
