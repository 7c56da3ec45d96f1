package dev.quire.chaos;

import dev.quire.support.Pages;
import dev.quire.support.Pdfs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Files that cost far more than they weigh, or weigh far more than they are worth. */
final class Bombs {

  private static final int MEGABYTE = 1 << 20;
  private static final int RGBA = 6;
  private static final int GREY = 0;

  private Bombs() {}

  /** 100 megapixels, 8 bytes each once decoded, within the service's limits: some 800 KB. */
  static byte[] deepPng() {
    return png(10_000, 10_000, 16, RGBA, 8);
  }

  /** 100 megapixels of a bit each. */
  static byte[] flatPng() {
    return png(10_000, 10_000, 1, GREY, 0.125);
  }

  /** 900 megapixels by its header, over the limits. */
  static byte[] tooLargePng() {
    return Pages.pngDeclaring(30_000, 30_000);
  }

  /** A blank picture with zeros; {@code bytes} a pixel. */
  private static byte[] png(int width, int height, int depth, int colour, double bytes) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
      ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
      chunk(out, "IHDR", header.put(new byte[] {(byte) depth, (byte) colour, 0, 0, 0}).array());
      ByteArrayOutputStream data = new ByteArrayOutputStream();
      Deflater fast = new Deflater(Deflater.BEST_SPEED);
      try (DeflaterOutputStream deflated = new DeflaterOutputStream(data, fast, 1 << 16)) {
        byte[] row = new byte[1 + (int) Math.ceil(width * bytes)];
        for (int y = 0; y < height; y++) {
          deflated.write(row);
        }
      }
      fast.end();
      chunk(out, "IDAT", data.toByteArray());
      chunk(out, "IEND", new byte[0]);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 checksum = new CRC32();
    checksum.update(name);
    checksum.update(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    out.writeBytes(name);
    out.writeBytes(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
  }

  /** Blank pages of a size in points that takes much memory to draw. */
  static byte[] wallPdf() {
    int[] widths = new int[12];
    Arrays.fill(widths, 4_000);
    return new String(Pdfs.pages(widths), StandardCharsets.ISO_8859_1)
        .replace("4000.0 100.0", "4000.0 4000.0")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A small page with much behind its end that no decoder reads, made as it is read. */
  static InputStream padded(byte[] page, int megabytes) {
    long length = (long) megabytes * MEGABYTE;
    return new InputStream() {
      private long at;

      @Override
      public int read() {
        if (at >= length) {
          return -1;
        }
        int value = at < page.length ? page[(int) at] & 0xff : (int) (at * 31 >> 3) & 0xff;
        at++;
        return value;
      }

      @Override
      public int read(byte[] into, int from, int most) {
        if (at >= length) {
          return -1;
        }
        int count = (int) Math.min(most, length - at);
        int ofPage = at < page.length ? (int) Math.min(count, page.length - at) : 0;
        if (ofPage > 0) {
          System.arraycopy(page, (int) at, into, from, ofPage);
        }
        // the rest is what lies there
        at += count;
        return count;
      }
    };
  }
}
