package dev.quire.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a JPEG 2000 file says about its picture beside the codestream (ISO/IEC 15444-1, Annex I):
 * its size, what its components are, its palette. Bare codestreams say no more than the size.
 * Immutable.
 */
final class Jpeg2000File {

  /** Enumerated colour spaces (I.5.3.3). */
  static final int CMYK = 12;

  static final int SRGB = 16;
  static final int GREY = 17;
  static final int SYCC = 18;
  static final int UNKNOWN = -1;

  private static final int CODESTREAM_MARK = 0xff4fff51;
  private static final int SIZE_BYTES = 40;
  private static final int LONG_BOX = 1;
  private static final int ENUMERATED = 1;
  private static final int COLOUR_CHANNEL = 0;

  /** Of a palette (I.5.3.4). */
  private static final int MAX_COLOURS = 1024;

  private static final int WHOLE_PICTURE = 0;

  private int colourSpace = UNKNOWN;
  private int codestream = -1;
  private int width;
  private int height;
  private int components;
  private int[][] palette;
  private final List<int[]> mapping = new ArrayList<>();
  private final List<Integer> opacities = new ArrayList<>();

  private Jpeg2000File() {}

  /**
   * Reads what a file says.
   *
   * @throws IOException if it holds no codestream
   */
  static Jpeg2000File read(byte[] bytes) throws IOException {
    Jpeg2000File file = new Jpeg2000File();
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try {
      if (bytes.length > SIZE_BYTES && buffer.getInt(0) == CODESTREAM_MARK) {
        file.codestream = 0;
      } else {
        file.boxes(buffer, 0, bytes.length);
      }
      if (file.codestream < 0) {
        throw new IOException("There is no JPEG 2000 codestream");
      }
      file.size(buffer);
      return file;
    } catch (IndexOutOfBoundsException e) {
      throw new IOException("The JPEG 2000 file ends too early", e);
    }
  }

  private void boxes(ByteBuffer buffer, int from, int end) throws IOException {
    long at = from;
    while (at + 8 <= end && codestream < 0) {
      long length = buffer.getInt((int) at) & 0xffffffffL;
      String type = ascii(buffer, (int) at + 4);
      int header = 8;
      if (length == LONG_BOX) {
        length = buffer.getLong((int) at + 8);
        header = 16;
      }
      int content = (int) at + header;
      long next = length == 0 ? end : at + length;
      if (next < content || next > end && !type.equals("jp2c")) {
        next = end;
      }
      box(buffer, type, content, (int) Math.min(next, end));
      at = next;
    }
  }

  private void box(ByteBuffer buffer, String type, int from, int end) throws IOException {
    switch (type) {
      case "jp2h" -> boxes(buffer, from, end);
      case "jp2c" -> codestream = from;
      case "colr" -> {
        if (colourSpace == UNKNOWN && buffer.get(from) == ENUMERATED) {
          colourSpace = buffer.getInt(from + 3);
        }
      }
      case "pclr" -> palette(buffer, from);
      case "cmap" -> {
        for (int at = from; at + 4 <= end; at += 4) {
          mapping.add(
              new int[] {
                buffer.getShort(at) & 0xffff, buffer.get(at + 2), buffer.get(at + 3) & 0xff
              });
        }
      }
      case "cdef" -> {
        int count = buffer.getShort(from) & 0xffff;
        for (int i = 0; i < count && from + 2 + 6 * i + 6 <= end; i++) {
          int at = from + 2 + 6 * i;
          if (buffer.getShort(at + 2) != COLOUR_CHANNEL
              && (buffer.getShort(at + 4) & 0xffff) == WHOLE_PICTURE) {
            opacities.add(buffer.getShort(at) & 0xffff);
          }
        }
      }
      default -> {
        // nothing that the picture depends on
      }
    }
  }

  private void palette(ByteBuffer buffer, int from) throws IOException {
    int entries = buffer.getShort(from) & 0xffff;
    if (entries > MAX_COLOURS) {
      throw new IOException("A JPEG 2000 palette has %d colours".formatted(entries));
    }
    int columns = buffer.get(from + 2) & 0xff;
    int[][] colours = new int[columns][entries];
    int at = from + 3 + columns;
    for (int entry = 0; entry < entries; entry++) {
      for (int column = 0; column < columns; column++) {
        int bits = (buffer.get(from + 3 + column) & 0x7f) + 1;
        int value = buffer.get(at++) & 0xff;
        if (bits > Byte.SIZE) {
          value = value << Byte.SIZE | buffer.get(at++) & 0xff;
          colours[column][entry] = value >> bits - Byte.SIZE;
        } else {
          colours[column][entry] = value * 255 / ((1 << bits) - 1);
        }
      }
    }
    palette = colours;
  }

  /** The marker SIZ (A.5.1), which comes first. */
  private void size(ByteBuffer buffer) throws IOException {
    if (buffer.getInt(codestream) != CODESTREAM_MARK) {
      throw new IOException("The JPEG 2000 codestream does not begin as it should");
    }
    int at = codestream + 8;
    long right = buffer.getInt(at) & 0xffffffffL;
    long bottom = buffer.getInt(at + 4) & 0xffffffffL;
    long columns = right - (buffer.getInt(at + 8) & 0xffffffffL);
    long rows = bottom - (buffer.getInt(at + 12) & 0xffffffffL);
    if (columns < 1 || rows < 1 || columns > Integer.MAX_VALUE || rows > Integer.MAX_VALUE) {
      throw new IOException("The JPEG 2000 picture has a side of nothing");
    }
    width = (int) columns;
    height = (int) rows;
    components = buffer.getShort(at + 32) & 0xffff;
  }

  private static String ascii(ByteBuffer buffer, int at) {
    byte[] name = new byte[4];
    for (int i = 0; i < name.length; i++) {
      name[i] = buffer.get(at + i);
    }
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  /** One of the constants, or any other number that the file has. */
  int colourSpace() {
    return colourSpace;
  }

  /** Where the codestream begins. */
  int codestream() {
    return codestream;
  }

  /** Columns that it declares. */
  int width() {
    return width;
  }

  /** Rows that it declares. */
  int height() {
    return height;
  }

  /** Components that it declares. */
  int components() {
    return components;
  }

  /** The columns of the palette, each with bytes for all entries; null if there is none. */
  int[][] palette() {
    return palette;
  }

  /** Of each channel: its component, whether it goes through the palette, and its column. */
  List<int[]> mapping() {
    return mapping;
  }

  /** The channels that are the opacity of the whole picture. */
  List<Integer> opacities() {
    return opacities;
  }
}
