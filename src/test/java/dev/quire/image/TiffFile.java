package dev.quire.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;

/**
 * Writes TIFF files of one page of every kind that the format allows, out of samples that a test
 * knows.
 */
final class TiffFile {

  /** How data are packed. */
  enum Packing {
    NONE(1),
    LZW(5),
    DEFLATE(8),
    PACK_BITS(32773);

    private final int number;

    Packing(int number) {
      this.number = number;
    }
  }

  private final int width;
  private final int height;
  private final int samples;
  private final int bits;
  private final int[] values;
  private final TreeMap<Integer, long[]> tags = new TreeMap<>();
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private Packing packing = Packing.NONE;
  private boolean planar;
  private boolean reversed;
  private boolean differences;
  private int pieceWidth;
  private int pieceHeight;

  /**
   * @param values of each pixel all samples, row by row
   */
  TiffFile(int width, int height, int samples, int bits, int[] values) {
    this.width = width;
    this.height = height;
    this.samples = samples;
    this.bits = bits;
    this.values = values;
    this.pieceWidth = width;
    this.pieceHeight = height;
    long[] each = new long[samples];
    Arrays.fill(each, bits);
    tag(256, width).tag(257, height).tag(258, each).tag(277, samples);
    tag(262, samples >= 3 ? 2 : 1);
  }

  TiffFile tag(int tag, long... value) {
    tags.put(tag, value);
    return this;
  }

  TiffFile order(ByteOrder byteOrder) {
    order = byteOrder;
    return this;
  }

  TiffFile packing(Packing how) {
    packing = how;
    return this;
  }

  /** Each sample apart. */
  TiffFile planar() {
    planar = true;
    return tag(284, 2);
  }

  TiffFile reversed() {
    reversed = true;
    return tag(266, 2);
  }

  TiffFile differences() {
    differences = true;
    return tag(317, 2);
  }

  TiffFile strips(int rows) {
    pieceHeight = rows;
    return this;
  }

  TiffFile tiles(int tileWidth, int tileHeight) {
    pieceWidth = tileWidth;
    pieceHeight = tileHeight;
    return tag(322, tileWidth).tag(323, tileHeight);
  }

  byte[] bytes() {
    boolean tiled = tags.containsKey(322);
    List<byte[]> pieces = new ArrayList<>();
    for (int plane = 0; plane < (planar ? samples : 1); plane++) {
      for (int top = 0; top < height; top += pieceHeight) {
        for (int left = 0; left < width; left += pieceWidth) {
          int rows = tiled ? pieceHeight : Math.min(pieceHeight, height - top);
          pieces.add(piece(plane, left, top, rows));
        }
      }
    }
    return of(pieces, tiled);
  }

  /** The same page with data that something else has packed. */
  byte[] of(List<byte[]> pieces, boolean tiled) {
    Map<Integer, long[]> all = new TreeMap<>(tags);
    all.putIfAbsent(259, new long[] {packing.number});
    if (!tiled) {
      all.put(278, new long[] {pieceHeight});
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(new byte[8]);
    long[] offsets = new long[pieces.size()];
    long[] sizes = new long[pieces.size()];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = body.size();
      sizes[i] = pieces.get(i).length;
      body.writeBytes(pieces.get(i));
    }
    all.put(tiled ? 324 : 273, offsets);
    all.put(tiled ? 325 : 279, sizes);
    return written(all, body);
  }

  private byte[] written(Map<Integer, long[]> all, ByteArrayOutputStream body) {
    ByteBuffer directory = ByteBuffer.allocate(6 + 12 * all.size()).order(order);
    directory.putShort((short) all.size());
    all.forEach(
        (tag, numbers) -> {
          boolean wide = tag == 273 || tag == 279 || tag == 324 || tag == 325 || tag <= 257;
          ByteBuffer block = ByteBuffer.allocate((wide ? 4 : 2) * numbers.length).order(order);
          for (long number : numbers) {
            if (wide) {
              block.putInt((int) number);
            } else {
              block.putShort((short) number);
            }
          }
          directory.putShort(tag.shortValue()).putShort((short) (wide ? 4 : 3));
          directory.putInt(numbers.length);
          if (block.capacity() <= 4) {
            directory.put(block.array()).put(new byte[4 - block.capacity()]);
          } else {
            directory.putInt(body.size());
            body.writeBytes(block.array());
          }
        });
    byte[] head = body.toByteArray();
    ByteBuffer file = ByteBuffer.allocate(head.length + directory.capacity()).order(order);
    file.put(head).put(directory.array());
    file.put(0, (byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M'));
    file.put(1, file.get(0)).putShort(2, (short) 42).putInt(4, head.length);
    return file.array();
  }

  private byte[] piece(int plane, int left, int top, int rows) {
    int together = planar ? 1 : samples;
    int rowBytes = (pieceWidth * together * bits + 7) / 8;
    byte[] raw = new byte[rowBytes * rows];
    for (int row = 0; row < rows; row++) {
      int[] line = new int[pieceWidth * together];
      for (int i = 0; i < line.length; i++) {
        int x = Math.min(width - 1, left + i / together);
        int y = Math.min(height - 1, top + row);
        line[i] = values[(y * width + x) * samples + (planar ? plane : i % together)];
      }
      if (differences) {
        for (int i = line.length - 1; i >= together; i--) {
          line[i] = line[i] - line[i - together] & (1 << bits) - 1;
        }
      }
      pack(line, raw, row * rowBytes);
    }
    byte[] packed = packed(raw, rowBytes);
    if (reversed) {
      for (int i = 0; i < packed.length; i++) {
        packed[i] = (byte) (Integer.reverse(packed[i]) >>> 24);
      }
    }
    return packed;
  }

  private void pack(int[] line, byte[] raw, int start) {
    if (bits == 16) {
      ByteBuffer buffer = ByteBuffer.wrap(raw).order(order);
      for (int i = 0; i < line.length; i++) {
        buffer.putShort(start + 2 * i, (short) line[i]);
      }
      return;
    }
    for (int i = 0; i < line.length * bits; i++) {
      int bit = line[i / bits] >> bits - 1 - i % bits & 1;
      raw[start + i / 8] |= (byte) (bit << 7 - i % 8);
    }
  }

  private byte[] packed(byte[] raw, int rowBytes) {
    return switch (packing) {
      case NONE -> raw;
      case DEFLATE -> deflated(raw);
      case PACK_BITS -> packBits(raw, rowBytes);
      case LZW -> lzw(raw);
    };
  }

  private static byte[] deflated(byte[] raw) {
    Deflater deflater = new Deflater();
    deflater.setInput(raw);
    deflater.finish();
    byte[] out = new byte[raw.length + 100];
    int length = deflater.deflate(out);
    deflater.end();
    return Arrays.copyOf(out, length);
  }

  private static byte[] packBits(byte[] raw, int rowBytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int at = 0; at < raw.length; ) {
      int end = (at / rowBytes + 1) * rowBytes;
      int run = 1;
      while (at + run < end && run < 128 && raw[at + run] == raw[at]) {
        run++;
      }
      if (run > 2) {
        out.write(1 - run);
        out.write(raw[at]);
      } else {
        run = Math.min(end - at, 5);
        out.write(run - 1);
        out.write(raw, at, run);
      }
      at += run;
    }
    return out.toByteArray();
  }

  private static byte[] lzw(byte[] raw) {
    Map<String, Integer> table = new HashMap<>();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long[] bits = {0, 0};
    int next = 258;
    int codeWidth = 9;
    put(out, bits, 256, codeWidth);
    StringBuilder word = new StringBuilder();
    for (byte octet : raw) {
      char letter = (char) (octet & 0xff);
      if (word.isEmpty() || table.containsKey(word.toString() + letter)) {
        word.append(letter);
        continue;
      }
      put(out, bits, code(table, word), codeWidth);
      table.put(word.toString() + letter, next++);
      if (next == 4094) {
        put(out, bits, 256, codeWidth);
        table.clear();
        next = 258;
        codeWidth = 9;
      } else if (next == (1 << codeWidth)) {
        codeWidth++;
      }
      word.setLength(0);
      word.append(letter);
    }
    put(out, bits, code(table, word), codeWidth);
    next++;
    if (next == (1 << codeWidth)) {
      codeWidth++;
    }
    put(out, bits, 257, codeWidth);
    put(out, bits, 0, 7);
    return out.toByteArray();
  }

  private static int code(Map<String, Integer> table, StringBuilder word) {
    return word.length() == 1 ? word.charAt(0) : table.get(word.toString());
  }

  private static void put(ByteArrayOutputStream out, long[] bits, int code, int width) {
    bits[0] = bits[0] << width | code;
    bits[1] += width;
    while (bits[1] >= 8) {
      bits[1] -= 8;
      out.write((int) (bits[0] >> bits[1]));
    }
  }
}
