package dev.quire.document.searchable;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * A TrueType font program with one glyph whose outline encloses nothing (OpenType 1.9, chapters of
 * the tables' names): a viewer finds nothing to paint and still knows how wide and high each
 * character is. Without any outline PDFium takes a character for nothing and leaves it out.
 */
final class GlyphlessTrueType {

  /** Units to the em; PDF's own for the metrics of fonts. */
  static final int EM = 1000;

  /** How far each character moves on. */
  static final int ADVANCE = 500;

  /**
   * Above the baseline. With {@link #DESCENT} it makes one em, in the proportion in which most
   * fonts share it: viewers that put a font of their own in place find the same box.
   */
  static final int ASCENT = 800;

  /** Below the baseline. */
  static final int DESCENT = -200;

  private static final int GLYPHS = 2;
  private static final int DIRECTORY = 12;
  private static final int ENTRY = 16;
  private static final int MAGIC = 0x5f0f3cf5;
  private static final int CHECKSUM_OF_FILE = 0xb1b0afba;
  private static final int ADJUSTMENT_IN_HEAD = 8;

  /** The bytes of the font file. */
  byte[] bytes() {
    Map<String, byte[]> tables = new TreeMap<>();
    tables.put("OS/2", os2());
    tables.put("cmap", shorts(0, 1, 3, 1, 0, 12, 4, 24, 0, 2, 2, 0, 0, 0xffff, 0, 0xffff, 1, 0));
    tables.put("glyf", glyph());
    tables.put("head", head());
    tables.put(
        "hhea",
        shorts(1, 0, ASCENT, DESCENT, 0, ADVANCE, 0, 0, ADVANCE, 1, 0, 0, 0, 0, 0, 0, 0, 2));
    tables.put("hmtx", shorts(ADVANCE, 0, ADVANCE, 0));
    tables.put("loca", shorts(0, 0, glyph().length / 2));
    tables.put("maxp", shorts(1, 0, GLYPHS, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0));
    tables.put("name", name("QuireInvisible"));
    tables.put("post", shorts(3, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0));
    return file(tables);
  }

  /** Up the left side, along the top and the same way back. */
  private static byte[] glyph() {
    ByteBuffer glyph = ByteBuffer.allocate(34);
    glyph.putShort((short) 1).putShort((short) 0).putShort((short) DESCENT);
    glyph.putShort((short) ADVANCE).putShort((short) ASCENT);
    glyph.putShort((short) 3).putShort((short) 0);
    glyph.put(new byte[] {1, 1, 1, 1});
    glyph.put(shorts(0, 0, ADVANCE, -ADVANCE));
    glyph.put(shorts(DESCENT, ASCENT - DESCENT, 0, 0));
    return glyph.array();
  }

  private static byte[] head() {
    ByteBuffer head = ByteBuffer.allocate(54);
    head.putInt(0x00010000).putInt(0x00010000).putInt(0).putInt(MAGIC);
    head.putShort((short) 3).putShort((short) EM).putLong(0).putLong(0);
    head.putShort((short) 0).putShort((short) DESCENT);
    head.putShort((short) ADVANCE).putShort((short) ASCENT);
    // no style, readable from 6 pixels on, mixed directions, short offsets, current glyph format
    head.putShort((short) 0).putShort((short) 6).putShort((short) 2).putShort((short) 0);
    return head.array();
  }

  private static byte[] os2() {
    ByteBuffer table = ByteBuffer.allocate(96);
    table.putShort((short) 4).putShort((short) ADVANCE).putShort((short) 400).putShort((short) 5);
    table.position(58);
    table.put("QUIR".getBytes(StandardCharsets.US_ASCII));
    table.putShort((short) 0x40).putShort((short) 0xffff).putShort((short) 0xffff);
    table.putShort((short) ASCENT).putShort((short) DESCENT).putShort((short) 0);
    table.putShort((short) ASCENT).putShort((short) -DESCENT);
    return table.array();
  }

  /** Family, style, full and PostScript name, for Windows in English. */
  private static byte[] name(String name) {
    byte[] letters = name.getBytes(StandardCharsets.UTF_16BE);
    int[] kinds = {1, 2, 3, 4, 6};
    int texts = 6 + kinds.length * 12;
    ByteBuffer table = ByteBuffer.allocate(texts + letters.length);
    table.putShort((short) 0).putShort((short) kinds.length).putShort((short) texts);
    for (int kind : kinds) {
      table.putShort((short) 3).putShort((short) 1).putShort((short) 0x409).putShort((short) kind);
      table.putShort((short) letters.length).putShort((short) 0);
    }
    return table.put(letters).array();
  }

  private static byte[] file(Map<String, byte[]> tables) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      int power = Integer.highestOneBit(tables.size());
      out.writeInt(0x00010000);
      out.writeShort(tables.size());
      out.writeShort(power * ENTRY);
      out.writeShort(Integer.numberOfTrailingZeros(power));
      out.writeShort((tables.size() - power) * ENTRY);
      int offset = DIRECTORY + tables.size() * ENTRY;
      for (Map.Entry<String, byte[]> table : tables.entrySet()) {
        out.writeBytes(table.getKey());
        out.writeInt(checksum(table.getValue()));
        out.writeInt(offset);
        out.writeInt(table.getValue().length);
        offset += padded(table.getValue().length);
      }
      for (byte[] table : tables.values()) {
        out.write(Arrays.copyOf(table, padded(table.length)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return adjusted(bytes.toByteArray(), tables);
  }

  private static byte[] adjusted(byte[] file, Map<String, byte[]> tables) {
    int head = DIRECTORY + tables.size() * ENTRY;
    for (Map.Entry<String, byte[]> table : tables.entrySet()) {
      if (table.getKey().equals("head")) {
        break;
      }
      head += padded(table.getValue().length);
    }
    ByteBuffer.wrap(file).putInt(head + ADJUSTMENT_IN_HEAD, CHECKSUM_OF_FILE - checksum(file));
    return file;
  }

  private static int checksum(byte[] table) {
    ByteBuffer words = ByteBuffer.wrap(Arrays.copyOf(table, padded(table.length)));
    int sum = 0;
    while (words.hasRemaining()) {
      sum += words.getInt();
    }
    return sum;
  }

  private static int padded(int length) {
    return (length + 3) & ~3;
  }

  private static byte[] shorts(int... values) {
    ByteBuffer table = ByteBuffer.allocate(values.length * 2);
    for (int value : values) {
      table.putShort((short) value);
    }
    return table.array();
  }
}
