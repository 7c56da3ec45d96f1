package dev.quire.image;

import dev.quire.image.InvalidImageException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Unsigned numbers out of a stretch of an untrusted file. A read past the stretch's end is a {@link
 * Reason#TRUNCATED} image, never an array error.
 */
final class ByteReader {

  private final byte[] data;
  private final int start;
  private final int length;
  private final boolean littleEndian;

  private ByteReader(byte[] data, int start, int length, boolean littleEndian) {
    this.data = data;
    this.start = start;
    this.length = length;
    this.littleEndian = littleEndian;
  }

  static ByteReader bigEndian(byte[] data) {
    return new ByteReader(data, 0, data.length, false);
  }

  static ByteReader littleEndian(byte[] data) {
    return new ByteReader(data, 0, data.length, true);
  }

  /** The stretch from {@code offset}, or an error if it leaves this one. */
  ByteReader slice(long offset, long size) {
    require(offset, size);
    return new ByteReader(data, start + (int) offset, (int) size, littleEndian);
  }

  /** The same stretch in the other or the same byte order. */
  ByteReader ordered(boolean little) {
    return new ByteReader(data, start, length, little);
  }

  /** A copy of the stretch. */
  byte[] copy() {
    return Arrays.copyOfRange(data, start, start + length);
  }

  boolean isLittleEndian() {
    return littleEndian;
  }

  int length() {
    return length;
  }

  int u8(long offset) {
    require(offset, 1);
    return at(offset);
  }

  int u16(long offset) {
    require(offset, 2);
    int first = at(offset);
    int second = at(offset + 1);
    return littleEndian ? second << 8 | first : first << 8 | second;
  }

  int u24(long offset) {
    require(offset, 3);
    return littleEndian ? u16(offset) | at(offset + 2) << 16 : at(offset) << 16 | u16(offset + 1);
  }

  long u32(long offset) {
    require(offset, 4);
    long first = u16(offset);
    long second = u16(offset + 2);
    return littleEndian ? second << 16 | first : first << 16 | second;
  }

  int i32(long offset) {
    return (int) u32(offset);
  }

  /** Whether the bytes at {@code offset} are these characters; false past the end. */
  boolean is(long offset, String ascii) {
    byte[] wanted = ascii.getBytes(StandardCharsets.ISO_8859_1);
    if (offset < 0 || offset + wanted.length > length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (data[start + (int) offset + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  private int at(long offset) {
    return data[start + (int) offset] & 0xff;
  }

  private void require(long offset, long size) {
    if (offset < 0 || size < 0 || offset > length - size) {
      throw truncated();
    }
  }

  static InvalidImageException truncated() {
    return new InvalidImageException(
        Reason.TRUNCATED, "The image is incomplete: the file ends before its data does");
  }

  static InvalidImageException corrupt(String what) {
    return new InvalidImageException(Reason.CORRUPT, "The image is damaged: " + what);
  }

  static InvalidImageException unsupported(String what) {
    return new InvalidImageException(Reason.UNSUPPORTED_FORMAT, what);
  }
}
