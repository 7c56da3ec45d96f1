package dev.quire.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Rows of a fax: CCITT group 3 (ITU-T T.4, in one or two dimensions), its variant without line ends
 * that TIFF 6.0 calls modified Huffman, and group 4 (T.6). Black is 1. As a fax machine does it, a
 * damaged row of group 3 is shown as the row before it, and reading goes on at the next line end;
 * the others have none, so that all that follows a damage is white.
 */
final class FaxRows implements TiffRows {

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final int EOL_ZEROS = 11;
  private static final int EOL_BITS = 12;
  private static final int STEP = 64;

  private final FaxCodes codes;
  private final TiffCompression kind;
  private final boolean twoDimensional;
  private final boolean aligned;
  private final byte[] data;
  private final int start;
  private final long endBit;
  private final int columns;

  /** Where the colour changes in the row above and in this one, the page's width behind them. */
  private int[] above;

  private int[] changes;
  private int count;
  private long bit;
  private boolean ended;
  private int damaged;

  /**
   * @param twoDimensional whether rows of group 3 may refer to the one above
   * @param aligned whether each row of group 3 or 4 begins with a byte
   */
  FaxRows(
      FaxCodes codes,
      TiffCompression kind,
      boolean twoDimensional,
      boolean aligned,
      byte[] data,
      int start,
      int length,
      int columns) {
    this.codes = codes;
    this.kind = kind;
    this.twoDimensional = twoDimensional;
    this.aligned = aligned;
    this.data = data;
    this.start = start;
    this.endBit = 8L * length;
    this.columns = columns;
    this.above = new int[columns + 8];
    this.changes = new int[columns + 8];
    Arrays.fill(changes, 0, 4, columns);
  }

  @Override
  public int damagedRows() {
    return damaged;
  }

  @Override
  public void next(byte[] row) {
    if (!ended) {
      int[] swapped = above;
      above = changes;
      changes = swapped;
      count = 0;
      boolean good = decode();
      if (!good && !ended) {
        System.arraycopy(above, 0, changes, 0, above.length);
      } else {
        Arrays.fill(changes, count, count + 4, columns);
      }
      damaged += good ? 0 : 1;
    } else {
      Arrays.fill(changes, 0, 4, columns);
      damaged++;
    }
    paint(row);
  }

  /** A fax ends with line ends, with the bits that fill its last byte, or with zeros. */
  @Override
  public void end(long left) {
    if (ended || left > 0 || endBit - bit < 8) {
      return;
    }
    boolean lineEnd = kind != TiffCompression.FAX_RLE && peek(EOL_ZEROS) == 0;
    if (!lineEnd && !zeros()) {
      damaged++;
    }
  }

  private boolean zeros() {
    for (long at = bit + 7 >> 3; at < endBit >> 3; at++) {
      if (data[start + (int) at] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Decodes a row; false if it is damaged or there is none, {@code ended} if none will follow. */
  private boolean decode() {
    return switch (kind) {
      case FAX_T4 -> groupThree();
      case FAX_T6 -> {
        bit = aligned ? bit + 7 & ~7L : bit;
        boolean good = peek(EOL_BITS) != 1 && twoDimensional();
        ended = !good;
        count = good ? count : 0;
        yield good;
      }
      default -> {
        bit = bit + 7 & ~7L;
        boolean good = oneDimensional();
        ended = !good;
        count = good ? count : 0;
        yield good;
      }
    };
  }

  private boolean groupThree() {
    int lineEnds = 0;
    boolean flat = true;
    if (aligned && peek(EOL_ZEROS) != 0) {
      bit = bit + 7 & ~7L;
    }
    while (peek(EOL_ZEROS) == 0) {
      if (!skipLineEnd() || ++lineEnds > 1) {
        ended = true;
        return false;
      }
      flat = !twoDimensional || bits(1) == 1;
    }
    boolean good =
        twoDimensional && lineEnds == 0 ? false : flat ? oneDimensional() : twoDimensional();
    if (!good) {
      while (bit < endBit && peek(EOL_ZEROS) != 0) {
        bit++;
      }
    }
    return good;
  }

  /** Goes past zeros and the one behind them; false if there is none. */
  private boolean skipLineEnd() {
    while (bit < endBit) {
      if (bits(1) == 1) {
        return true;
      }
    }
    return false;
  }

  private boolean oneDimensional() {
    int at = 0;
    boolean white = true;
    while (at < columns) {
      int run = run(white);
      if (run < 0 || run > columns - at || count > columns) {
        return false;
      }
      at += run;
      changes[count++] = at;
      white = !white;
    }
    return true;
  }

  private boolean twoDimensional() {
    int at = -1;
    int upper = 0;
    boolean white = true;
    while (at < columns) {
      while (above[upper] <= at && above[upper] < columns) {
        upper += 2;
      }
      int code = codes.mode(peek(FaxCodes.MODE_BITS));
      if (code == FaxCodes.NONE || bit >= endBit || count > columns) {
        return false;
      }
      bit += FaxCodes.length(code);
      int mode = FaxCodes.value(code);
      if (mode == FaxCodes.PASS) {
        at = above[upper + 1];
      } else if (mode == FaxCodes.HORIZONTAL) {
        int first = run(white);
        int second = run(!white);
        int from = Math.max(at, 0);
        if (first < 0 || second < 0 || first > columns - from || second > columns - from - first) {
          return false;
        }
        changes[count++] = from + first;
        at = from + first + second;
        changes[count++] = at;
      } else {
        int change = above[upper] + mode - FaxCodes.VERTICAL;
        if (change < Math.max(at, 0) || change > columns) {
          return false;
        }
        changes[count++] = change;
        at = change;
        white = !white;
        upper += upper > 0 ? -1 : 1;
      }
    }
    return true;
  }

  /** A run's length; negative if no code word is there. */
  private int run(boolean white) {
    int total = 0;
    while (total <= columns) {
      int code = codes.run(white, peek(FaxCodes.RUN_BITS));
      if (code == FaxCodes.NONE || bit >= endBit) {
        return -1;
      }
      bit += FaxCodes.length(code);
      int part = FaxCodes.value(code);
      total += part;
      if (part < STEP) {
        return total;
      }
    }
    return -1;
  }

  private int bits(int wanted) {
    int value = peek(wanted);
    bit += wanted;
    return value;
  }

  /** Up to 24 bits, zeros where the data have ended. */
  private int peek(int wanted) {
    int at = (int) (bit >>> 3);
    int four =
        at + Integer.BYTES <= endBit >>> 3
            ? (int) INTS.get(data, start + at)
            : octet(at) << 24 | octet(at + 1) << 16 | octet(at + 2) << 8 | octet(at + 3);
    return four << (int) (bit & 7) >>> 32 - wanted;
  }

  private int octet(int at) {
    return at < endBit >>> 3 ? data[start + at] & 0xff : 0;
  }

  private void paint(byte[] row) {
    Arrays.fill(row, (byte) 0);
    for (int i = 0; changes[i] < columns; i += 2) {
      black(row, changes[i], changes[i + 1]);
    }
  }

  private static void black(byte[] row, int from, int to) {
    if (from >= to) {
      return;
    }
    int first = from >> 3;
    int last = to - 1 >> 3;
    int head = 0xff >> (from & 7);
    int tail = 0xff << (7 - (to - 1 & 7));
    if (first == last) {
      row[first] |= (byte) (head & tail);
    } else {
      row[first] |= (byte) head;
      Arrays.fill(row, first + 1, last, (byte) 0xff);
      row[last] |= (byte) tail;
    }
  }
}
