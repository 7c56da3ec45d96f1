package dev.quire.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The bits of a stretch of entropy-coded JPEG data between two markers, zeros behind its end. Not
 * thread-safe.
 */
final class JpegBits {

  /** What {@link #symbol} returns where no code is. */
  static final int NONE = -1;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final int WORD = 32;

  private final byte[] data;
  private int position;
  private int end;
  private long bits;
  private int held;
  private int invented;

  JpegBits(byte[] data) {
    this.data = data;
  }

  /** Begins a stretch; within it each 0xff is followed by a zero that does not count. */
  void begin(int from, int to) {
    position = from;
    end = to;
    bits = 0;
    held = 0;
    invented = 0;
  }

  /** Whether more was taken than there is. */
  boolean exhausted() {
    return invented > held;
  }

  /** Whether nothing is left but what fills the last byte, or whole bytes of it. */
  boolean filled() {
    int left = held - invented;
    if (left < 0) {
      return false;
    }
    int rest = (int) (bits >>> invented) & (1 << (left & 7)) - 1;
    boolean even = rest == 0 || rest == (1 << (left & 7)) - 1;
    for (long bytes = left >> 3; bytes > 0; bytes--) {
      int value = (int) (bits >>> invented + ((bytes - 1) << 3)) & 0xff;
      even &= value == 0 || value == 0xff;
    }
    for (int i = position; i < end; i++) {
      even &= data[i] == 0 || data[i] == (byte) 0xff;
    }
    return even;
  }

  private void fill() {
    if (position + Integer.BYTES <= end) {
      int four = (int) INTS.get(data, position);
      // no byte of it is 0xff
      if ((four & ~(four + 0x01010101) & 0x80808080) == 0) {
        bits = bits << WORD | four & 0xffffffffL;
        held += WORD;
        position += Integer.BYTES;
        return;
      }
    }
    for (int i = 0; i < Integer.BYTES; i++) {
      int value = 0;
      if (position < end) {
        value = data[position++] & 0xff;
        position += value == 0xff ? 1 : 0;
      } else {
        invented += 8;
      }
      bits = bits << 8 | value;
      held += 8;
    }
  }

  /** The next bits, up to 16. */
  int bits(int count) {
    if (held < WORD) {
      fill();
    }
    held -= count;
    return (int) (bits >>> held) & (1 << count) - 1;
  }

  int bit() {
    if (held == 0) {
      fill();
    }
    held--;
    return (int) (bits >>> held) & 1;
  }

  /** The next symbol, or {@link #NONE}. */
  int symbol(JpegCodes codes) {
    if (held < WORD) {
      fill();
    }
    int fast = codes.fast((int) (bits >>> held - JpegCodes.FAST_BITS) & 0x3ff);
    if (fast != 0) {
      held -= fast & 15;
      return (fast & 0xffff) >> 4;
    }
    int slow = codes.slow((int) (bits >>> held - JpegCodes.LONGEST) & 0xffff);
    held -= slow & 31;
    return slow == 0 ? NONE : slow >> 5;
  }

  /** Passes over the coefficients of a block behind its first; false if they are none. */
  boolean passCoefficients(JpegCodes codes) {
    long word = bits;
    int left = held;
    int at = 1;
    while (at < 64) {
      if (left < WORD) {
        held = left;
        fill();
        word = bits;
        left = held;
      }
      int leap = codes.leap((int) (word >>> left - JpegCodes.FAST_BITS) & 0x3ff);
      if (leap == 0) {
        leap = JpegCodes.slowLeap(codes.slow((int) (word >>> left - JpegCodes.LONGEST) & 0xffff));
        if (leap == 0) {
          held = left;
          return false;
        }
      }
      left -= leap & (1 << JpegCodes.COEFFICIENTS) - 1;
      at += leap >> JpegCodes.COEFFICIENTS;
    }
    held = left;
    return at == 64 || at >= JpegCodes.ALL;
  }
}
