package dev.quire.image;

import dev.quire.image.ImageHeader.Alpha;
import dev.quire.image.TiffDirectory.Field;

/**
 * Turns rows of samples into rows of pixels: blue, green, red and, where the page has it, alpha, 8
 * bits each. Deeper samples are rounded to the nearest of 256 levels. Not thread-safe.
 */
final class TiffPixels {

  private static final int LEVELS = 255;
  private static final int BYTE = 8;
  private static final int WIDE = 16;

  private final TiffPage page;
  private final TiffColour colour;
  private final int bits;
  private final int channels;
  private final byte[] levels;
  private final byte[][] palette;
  private final int[] values;
  private final byte[] expanded;
  private final CieLab lab = new CieLab();

  /**
   * @throws InvalidImageException CORRUPT if the palette is too short
   */
  TiffPixels(TiffPage page) {
    this.page = page;
    this.colour = page.decodedColour();
    this.bits = page.bits();
    this.channels = page.alpha() == Alpha.NONE ? 3 : 4;
    this.levels = levels();
    this.palette = colour == TiffColour.PALETTE ? palette() : new byte[0][];
    boolean simple = page.samples() == 1 && bits <= BYTE && BYTE % bits == 0;
    this.expanded = simple ? expanded() : new byte[0];
    this.values = simple ? new int[0] : new int[page.pieceWidth() * page.samples()];
  }

  /** Bytes of a pixel, 3 or 4. */
  int channels() {
    return channels;
  }

  /**
   * Converts a row of a piece.
   *
   * @param rows of each plane one
   * @param pixels of the whole width of a piece, and up to 7 pixels more
   */
  void convert(byte[][] rows, byte[] pixels) {
    if (expanded.length > 0) {
      expand(rows[0], pixels);
      return;
    }
    if (bits == BYTE && rows.length == 1 && page.samples() == 3 && colour == TiffColour.RGB) {
      swap(rows[0], pixels);
      return;
    }
    for (int plane = 0; plane < rows.length; plane++) {
      unpack(rows[plane], plane, rows.length == 1 ? 1 : rows.length);
    }
    for (int x = 0, at = 0, to = 0; x < page.pieceWidth(); x++, at += page.samples()) {
      colour(at, pixels, to);
      if (channels == 4) {
        pixels[to + 3] = level(values[at + colour.channels()]);
      }
      to += channels;
    }
  }

  private void colour(int at, byte[] pixels, int to) {
    switch (colour) {
      case WHITE_IS_ZERO -> grey((byte) ~levels[values[at]], pixels, to);
      case BLACK_IS_ZERO -> grey(levels[values[at]], pixels, to);
      case RGB -> {
        pixels[to] = levels[values[at + 2]];
        pixels[to + 1] = levels[values[at + 1]];
        pixels[to + 2] = levels[values[at]];
      }
      case PALETTE -> {
        int entry = values[at];
        pixels[to] = palette[2][entry];
        pixels[to + 1] = palette[1][entry];
        pixels[to + 2] = palette[0][entry];
      }
      case CMYK -> {
        int light = LEVELS - (levels[values[at + 3]] & 0xff);
        for (int ink = 0; ink < 3; ink++) {
          int left = LEVELS - (levels[values[at + 2 - ink]] & 0xff);
          pixels[to + ink] = (byte) ((left * light + LEVELS / 2) / LEVELS);
        }
      }
      case YCBCR -> luminance(at, pixels, to);
      case CIELAB -> lab.convert(values, at, bits == WIDE, pixels, to);
    }
  }

  private static void grey(byte level, byte[] pixels, int to) {
    pixels[to] = level;
    pixels[to + 1] = level;
    pixels[to + 2] = level;
  }

  /** As ITU-R BT.601 has it, over the full range. */
  private void luminance(int at, byte[] pixels, int to) {
    int y = values[at];
    int blue = values[at + 1] - 128;
    int red = values[at + 2] - 128;
    pixels[to] = clamp(y + 1.772 * blue);
    pixels[to + 1] = clamp(y - 0.344136 * blue - 0.714136 * red);
    pixels[to + 2] = clamp(y + 1.402 * red);
  }

  private static byte clamp(double level) {
    return (byte) Math.max(0, Math.min(LEVELS, Math.round(level)));
  }

  private byte level(int value) {
    return levels[value];
  }

  private void swap(byte[] row, byte[] pixels) {
    for (int at = 0; at < 3 * page.pieceWidth(); at += 3) {
      pixels[at] = row[at + 2];
      pixels[at + 1] = row[at + 1];
      pixels[at + 2] = row[at];
    }
  }

  /** Each byte of a row stands for one to eight pixels, which are the same whenever it comes. */
  private void expand(byte[] row, byte[] pixels) {
    if (bits == BYTE) {
      for (int i = 0, to = 0; i < row.length; i++, to += 3) {
        int from = 3 * (row[i] & 0xff);
        pixels[to] = expanded[from];
        pixels[to + 1] = expanded[from + 1];
        pixels[to + 2] = expanded[from + 2];
      }
      return;
    }
    int size = 3 * BYTE / bits;
    for (int i = 0, to = 0; i < row.length; i++, to += size) {
      System.arraycopy(expanded, (row[i] & 0xff) * size, pixels, to, size);
    }
  }

  private byte[] expanded() {
    int perByte = BYTE / bits;
    byte[] all = new byte[256 * perByte * 3];
    for (int octet = 0, to = 0; octet < 256; octet++) {
      for (int pixel = 0; pixel < perByte; pixel++, to += 3) {
        int value = octet >> BYTE - bits * (pixel + 1) & (1 << bits) - 1;
        if (colour == TiffColour.PALETTE) {
          all[to] = palette[2][value];
          all[to + 1] = palette[1][value];
          all[to + 2] = palette[0][value];
        } else {
          byte level = levels[value];
          grey(colour == TiffColour.WHITE_IS_ZERO ? (byte) ~level : level, all, to);
        }
      }
    }
    return all;
  }

  private void unpack(byte[] row, int first, int planes) {
    int step = planes == 1 ? 1 : page.samples();
    int count = planes == 1 ? values.length : page.pieceWidth();
    if (bits == BYTE) {
      for (int i = 0, to = first; i < count; i++, to += step) {
        values[to] = row[i] & 0xff;
      }
    } else if (bits == WIDE) {
      int high = page.littleEndian() ? 1 : 0;
      for (int i = 0, to = first; i < count; i++, to += step) {
        values[to] = (row[2 * i + high] & 0xff) << BYTE | row[2 * i + 1 - high] & 0xff;
      }
    } else {
      int held = 0;
      int buffer = 0;
      for (int i = 0, at = 0, to = first; i < count; i++, to += step) {
        while (held < bits) {
          buffer = buffer << BYTE | row[at++] & 0xff;
          held += BYTE;
        }
        held -= bits;
        values[to] = buffer >> held & (1 << bits) - 1;
      }
    }
  }

  private byte[] levels() {
    byte[] all = new byte[1 << bits];
    double most = all.length - 1;
    for (int value = 0; value < all.length; value++) {
      all[value] = (byte) Math.round(value * LEVELS / most);
    }
    return all;
  }

  /** All reds, all greens, all blues, of 16 bits; some writers forget to widen those of 8. */
  private byte[][] palette() {
    Field map = page.palette().orElseThrow();
    int entries = 1 << bits;
    if (map.count() < 3L * entries) {
      throw ByteReader.corrupt("its palette has fewer colours than its samples can name");
    }
    long most = 0;
    for (int i = 0; i < 3 * entries; i++) {
      most = Math.max(most, map.value(i));
    }
    double unit = most > LEVELS ? 257 : 1;
    byte[][] colours = new byte[3][entries];
    for (int channel = 0; channel < 3; channel++) {
      for (int entry = 0; entry < entries; entry++) {
        colours[channel][entry] = clamp(map.value((long) channel * entries + entry) / unit);
      }
    }
    return colours;
  }
}
