package dev.quire.image;

/**
 * Rows in LZW as TIFF has it: codes of 9 to 12 bits, the highest bit first, each width begun one
 * code early.
 */
final class LzwRows implements TiffRows {

  private static final int CLEAR = 256;
  private static final int END = 257;
  private static final int FIRST = 258;
  private static final int TABLE = 4096;
  private static final int LEAST_BITS = 9;
  private static final int MOST_BITS = 12;
  private static final int NONE = -1;

  private final byte[] data;
  private final int end;
  private int position;
  private int bits;
  private int buffered;

  private final short[] prefixes = new short[TABLE];
  private final byte[] lasts = new byte[TABLE];
  private final byte[] firsts = new byte[TABLE];
  private final short[] lengths = new short[TABLE];
  private int size = FIRST;
  private int width = LEAST_BITS;
  private int previous = NONE;

  /** The string of the last code; what of it was not asked for yet lies at its end. */
  private final byte[] string = new byte[TABLE + 1];

  private int from = string.length;

  /**
   * @throws InvalidImageException UNSUPPORTED_FORMAT if the codes lie the other way round, as
   *     before TIFF 5.0
   */
  LzwRows(byte[] data, int start, int length) {
    this.data = data;
    this.position = start;
    this.end = start + length;
    if (length >= 2 && data[start] == 0 && (data[start + 1] & 1) == 1) {
      throw ByteReader.unsupported(
          "TIFF compression 5 (LZW) is not read in the form that was used before TIFF 5.0");
    }
    for (int code = 0; code < CLEAR; code++) {
      lasts[code] = (byte) code;
      firsts[code] = (byte) code;
      lengths[code] = 1;
    }
  }

  @Override
  public void next(byte[] row) {
    int filled = 0;
    while (filled < row.length) {
      if (from == string.length) {
        int code = next();
        if (code == END) {
          throw damaged();
        }
        if (lengths[code] <= row.length - filled) {
          filled += lengths[code];
          spell(code, row, filled);
          continue;
        }
        from = string.length - lengths[code];
        spell(code, string, string.length);
      }
      int taken = Math.min(string.length - from, row.length - filled);
      System.arraycopy(string, from, row, filled, taken);
      from += taken;
      filled += taken;
    }
  }

  /** Writes the string of a code so that it ends there. */
  private void spell(int code, byte[] target, int end) {
    int last = code;
    for (int at = end - 1; at >= end - lengths[code]; at--) {
      target[at] = lasts[last];
      last = prefixes[last];
    }
  }

  @Override
  public void end(long left) {
    long room = left - (string.length - from);
    from = string.length;
    while (room >= 0 && !isSpent()) {
      int code = next();
      if (code == END) {
        return;
      }
      room -= lengths[code];
    }
    if (room < 0) {
      throw damaged();
    }
  }

  /**
   * Whether no more than the code of the end is left. Writers add no string after the last one and
   * so may write that code a bit narrower than it would be read.
   */
  private boolean isSpent() {
    return 8L * (end - position) + buffered < 2 * width;
  }

  /** The next code that has a string, which is in the table then; END if there is none. */
  private int next() {
    int code = code();
    while (code == CLEAR) {
      size = FIRST;
      width = LEAST_BITS;
      previous = NONE;
      code = code();
    }
    if (code == END) {
      return END;
    }
    if (code > size || code == size && (previous == NONE || size == TABLE)) {
      throw damaged();
    }
    if (previous != NONE && size < TABLE) {
      prefixes[size] = (short) previous;
      firsts[size] = firsts[previous];
      lasts[size] = code == size ? firsts[previous] : firsts[code];
      lengths[size] = (short) (lengths[previous] + 1);
      size++;
      if (size + 1 >> width != 0 && width < MOST_BITS) {
        width++;
      }
    }
    previous = code;
    return code;
  }

  /** The next code; END where the data end. */
  private int code() {
    while (buffered < width) {
      if (position == end) {
        return END;
      }
      bits = bits << 8 | data[position++] & 0xff;
      buffered += 8;
    }
    buffered -= width;
    return bits >>> buffered & (1 << width) - 1;
  }

  private static InvalidImageException damaged() {
    return ByteReader.corrupt("the LZW data of a strip or tile cannot be decoded");
  }
}
