package dev.quire.image;

import java.util.Arrays;

/** Rows in PackBits: a count, then that many bytes, or one byte to repeat. */
final class PackBitsRows implements TiffRows {

  private static final int NOTHING = -128;

  private final byte[] data;
  private final int end;
  private int position;
  private int literals;
  private int repeats;

  PackBitsRows(byte[] data, int start, int length) {
    this.data = data;
    this.position = start;
    this.end = start + length;
  }

  @Override
  public void next(byte[] row) {
    int filled = 0;
    while (filled < row.length) {
      if (literals == 0 && repeats == 0) {
        count();
      }
      int room = row.length - filled;
      if (literals > 0) {
        int taken = Math.min(literals, room);
        System.arraycopy(data, position, row, filled, taken);
        position += taken;
        literals -= taken;
        filled += taken;
      } else {
        int taken = Math.min(repeats, room);
        Arrays.fill(row, filled, filled + taken, data[position]);
        repeats -= taken;
        filled += taken;
        if (repeats == 0) {
          position++;
        }
      }
    }
  }

  private void count() {
    int count = NOTHING;
    while (count == NOTHING) {
      if (position >= end) {
        throw damaged();
      }
      count = data[position++];
    }
    literals = count >= 0 ? count + 1 : 0;
    repeats = count < 0 ? 1 - count : 0;
    if (Math.max(1, literals) > end - position) {
      throw damaged();
    }
  }

  /** A run goes over the end of a row at the worst, never over that of a strip. */
  @Override
  public void end(long left) {
    if (left > 0) {
      return;
    }
    while (position < end && (data[position] == NOTHING || data[position] == 0)) {
      position++;
    }
    if (literals > 0 || repeats > 0 || position < end) {
      throw damaged();
    }
  }

  private static InvalidImageException damaged() {
    return ByteReader.corrupt("the PackBits data of a strip or tile cannot be decoded");
  }
}
