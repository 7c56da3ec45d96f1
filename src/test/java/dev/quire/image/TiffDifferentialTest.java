package dev.quire.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.image.TiffFile.Packing;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * TIFF pages of every kind: what they mean × bits × planes or not × packing × strips or tiles ×
 * byte order. Each comes out as the samples that it was written from, as TIFF 6.0 says what they
 * mean.
 */
class TiffDifferentialTest {

  private static final int WIDTH = 37;
  private static final int HEIGHT = 29;
  private static final int[] DEPTHS = {1, 2, 3, 4, 8, 10, 12, 14, 16};

  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
  private int read;

  /** What a pixel shows, by its samples brought to the range from 0 to 1: red, green and blue. */
  private interface Meaning {
    double[] shown(double[] samples);
  }

  private record Kind(String name, int samples, int[] tags, Meaning meaning) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("white is zero", 1, new int[] {262, 0}, v -> grey(1 - v[0])),
          new Kind("black is zero", 1, new int[] {262, 1}, v -> grey(v[0])),
          new Kind("grey, alpha", 2, new int[] {262, 1, 338, 2}, v -> laid(grey(v[0]), v[1])),
          new Kind("grey, unsaid", 2, new int[] {262, 1}, v -> laid(grey(v[0]), v[1])),
          new Kind("grey, other", 2, new int[] {262, 1, 338, 0}, v -> grey(v[0])),
          new Kind(
              "negative, alpha", 2, new int[] {262, 0, 338, 2}, v -> laid(grey(1 - v[0]), v[1])),
          new Kind("rgb", 3, new int[] {262, 2}, v -> v),
          new Kind("rgb, alpha", 4, new int[] {262, 2, 338, 2}, TiffDifferentialTest::laidFourth),
          new Kind("rgb, unsaid", 4, new int[] {262, 2}, TiffDifferentialTest::laidFourth),
          new Kind("rgb, weakened", 4, new int[] {262, 2, 338, 1}, TiffDifferentialTest::added),
          new Kind("rgb, other", 4, new int[] {262, 2, 338, 0}, v -> v),
          new Kind("rgb, two more", 5, new int[] {262, 2}, v -> v),
          new Kind("cmyk", 4, new int[] {262, 5}, TiffDifferentialTest::inked),
          new Kind("cmyk, spot", 5, new int[] {262, 5}, TiffDifferentialTest::inked));

  private static double[] grey(double level) {
    return new double[] {level, level, level};
  }

  private static double[] laid(double[] colour, double alpha) {
    double[] shown = new double[3];
    for (int i = 0; i < 3; i++) {
      shown[i] = colour[i] * alpha + 1 - alpha;
    }
    return shown;
  }

  private static double[] laidFourth(double[] v) {
    return laid(v, v[3]);
  }

  private static double[] added(double[] v) {
    double[] shown = new double[3];
    for (int i = 0; i < 3; i++) {
      shown[i] = Math.min(1, v[i] + 1 - v[3]);
    }
    return shown;
  }

  private static double[] inked(double[] v) {
    return new double[] {(1 - v[0]) * (1 - v[3]), (1 - v[1]) * (1 - v[3]), (1 - v[2]) * (1 - v[3])};
  }

  @Test
  void everyKindShowsItsSamples() {
    for (Kind kind : KINDS) {
      for (int bits : DEPTHS) {
        for (Packing packing : Packing.values()) {
          for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            check(kind, bits, packing, order);
          }
        }
      }
    }
    assertTrue(read > 3000, read + " files");
  }

  private void check(Kind kind, int bits, Packing packing, ByteOrder order) {
    String name = "%s, %d bits, %s, %s".formatted(kind.name(), bits, packing, order);
    int[] values = values(kind.samples(), bits);
    double[][] expected = new double[WIDTH * HEIGHT][];
    for (int i = 0; i < expected.length; i++) {
      double[] pixel = new double[kind.samples()];
      for (int s = 0; s < pixel.length; s++) {
        pixel[s] = values[i * pixel.length + s] / (double) ((1 << bits) - 1);
      }
      expected[i] = kind.meaning().shown(pixel);
    }
    for (boolean tiled : new boolean[] {false, true}) {
      for (boolean planar : new boolean[] {false, true}) {
        TiffFile file = file(kind, values, bits).order(order).packing(packing);
        if (tiled) {
          file.tiles(16, 16);
        } else {
          file.strips(7);
        }
        if (planar) {
          file.planar();
        }
        assertShows(name + (tiled ? ", tiles" : "") + (planar ? ", planes" : ""), expected, file);
      }
    }
    if (packing == Packing.LZW || packing == Packing.DEFLATE) {
      if (bits == 8 || bits == 16) {
        TiffFile file = file(kind, values, bits).order(order).packing(packing).differences();
        assertShows(name + ", differences", expected, file);
      }
    }
    TiffFile reversed = file(kind, values, bits).order(order).packing(packing).reversed();
    assertShows(name + ", reversed", expected, reversed);
  }

  private static TiffFile file(Kind kind, int[] values, int bits) {
    TiffFile file = new TiffFile(WIDTH, HEIGHT, kind.samples(), bits, values);
    for (int i = 0; i < kind.tags().length; i += 2) {
      file.tag(kind.tags()[i], kind.tags()[i + 1]);
    }
    return file;
  }

  /** Runs of ink and noise, some of the transparency opaque. */
  private static int[] values(int samples, int bits) {
    Random random = new Random(31L * samples + bits);
    int[] values = new int[WIDTH * HEIGHT * samples];
    int most = (1 << bits) - 1;
    for (int i = 0; i < values.length; i++) {
      boolean noise = i / samples / WIDTH % 3 == 0;
      values[i] = noise ? random.nextInt(1 << bits) : i / samples / 5 % 2 == 0 ? most : most / 3;
    }
    return values;
  }

  private void assertShows(String name, double[][] expected, TiffFile file) {
    byte[] pixels = decoder.prepare(file.bytes(), HEIGHT, WIDTH, Interpolation.NEAREST).pixels();
    read++;
    for (int i = 0; i < expected.length; i++) {
      for (int channel = 0; channel < 3; channel++) {
        assertEquals(
            255 * expected[i][channel],
            pixels[3 * i + channel] & 0xff,
            // transparency is rounded, too
            2.01,
            name + ", pixel " + i);
      }
    }
  }

  @Test
  void palettesShowTheirColours() {
    Random random = new Random(3);
    for (int bits : new int[] {1, 2, 4, 8}) {
      for (int unit : new int[] {1, 257}) {
        int entries = 1 << bits;
        long[] map = new long[3 * entries];
        for (int i = 0; i < map.length; i++) {
          map[i] = (long) unit * random.nextInt(256);
        }
        map[1] = 255L * unit;
        int[] values = values(1, bits);
        for (Packing packing : Packing.values()) {
          for (boolean tiled : new boolean[] {false, true}) {
            TiffFile file = new TiffFile(WIDTH, HEIGHT, 1, bits, values).packing(packing);
            file.tag(262, 3).tag(320, map);
            byte[] bytes = (tiled ? file.tiles(16, 32) : file).bytes();
            byte[] pixels = decoder.prepare(bytes, HEIGHT, WIDTH, Interpolation.NEAREST).pixels();
            for (int i = 0; i < values.length; i++) {
              for (int channel = 0; channel < 3; channel++) {
                assertEquals(
                    map[channel * entries + values[i]] / unit, pixels[3 * i + channel] & 0xff);
              }
            }
          }
        }
      }
    }
  }

  /** Patches of pixels share a colour: all their Y, then one Cb and one Cr. */
  @Test
  void subsampledColoursAreSpread() {
    for (int[] patch : new int[][] {{1, 1}, {2, 1}, {2, 2}, {4, 1}, {4, 2}, {4, 4}}) {
      int across = patch[0];
      int down = patch[1];
      int columns = (WIDTH + across - 1) / across;
      int rows = (HEIGHT + down - 1) / down;
      byte[] data = new byte[columns * rows * (across * down + 2)];
      Random random = new Random(across + down);
      for (int i = 0; i < data.length; i++) {
        data[i] = (byte) (i % (across * down + 2) < across * down ? random.nextInt() : 128);
      }
      byte[] file =
          new TiffFile(WIDTH, HEIGHT, 3, 8, new int[0])
              .tag(262, 6)
              .tag(530, across, down)
              .of(List.of(data), false);
      byte[] pixels = decoder.prepare(file, HEIGHT, WIDTH, Interpolation.NEAREST).pixels();
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
          int unit = (y / down * columns + x / across) * (across * down + 2);
          int luminance = data[unit + y % down * across + x % across] & 0xff;
          assertEquals(luminance, pixels[3 * (y * WIDTH + x)] & 0xff, across + "×" + down);
        }
      }
    }
  }

  @Test
  void labColoursAreConverted() {
    int[] values = {255, 0, 0, 0, 0, 0, 138, 81, 70, 206, 206, 14};
    byte[] file = new TiffFile(4, 1, 3, 8, values).tag(262, 8).bytes();
    byte[] pixels = decoder.prepare(file, 1, 4, Interpolation.NEAREST).pixels();
    // white, black, and the Lab colours of pure red and of a light green under D50
    int[] expected = {255, 255, 255, 0, 0, 0, 255, 0, 0, 131, 230, 177};
    for (int i = 0; i < 9; i++) {
      assertEquals(expected[i], pixels[i] & 0xff, 6, "sample " + i);
    }
  }
}
