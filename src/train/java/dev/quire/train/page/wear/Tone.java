package dev.quire.train.page.wear;

import dev.quire.train.page.Dice;
import java.awt.image.BufferedImage;

/** Changes of colour and light, in place. */
final class Tone {

  private final Dice dice;
  private final byte[] data;
  private final int width;
  private final int height;

  Tone(Dice dice, BufferedImage image) {
    this.dice = dice;
    data = Pixels.bytes(image);
    width = image.getWidth();
    height = image.getHeight();
  }

  /** Maps every level of every channel: contrast, gamma, tint. */
  void curve() {
    double gamma = dice.log(0.6, 1.7);
    double low = dice.chance(0.5) ? dice.between(0, 70) : 0;
    double high = dice.chance(0.5) ? dice.between(185, 255) : 255;
    byte[][] tables = new byte[3][256];
    boolean tinted = dice.chance(0.4);
    for (int c = 0; c < 3; c++) {
      double top = tinted ? high * (1 - dice.between(0, c == 0 ? 0.2 : 0.07)) : high;
      for (int v = 0; v < 256; v++) {
        tables[c][v] = (byte) level(low + (top - low) * Math.pow(v / 255.0, gamma));
      }
    }
    for (int i = 0; i < data.length; i += 3) {
      data[i] = tables[0][data[i] & 255];
      data[i + 1] = tables[1][data[i + 1] & 255];
      data[i + 2] = tables[2][data[i + 2] & 255];
    }
  }

  void grey() {
    for (int i = 0; i < data.length; i += 3) {
      int v = ((data[i] & 255) * 29 + (data[i + 1] & 255) * 150 + (data[i + 2] & 255) * 77) >> 8;
      data[i] = data[i + 1] = data[i + 2] = (byte) v;
    }
  }

  /** Light that falls off over the page, with a fold or the shade of a book's spine at times. */
  void light(double strength) {
    int grid = 4;
    double[][] field = new double[grid + 2][grid + 2];
    for (double[] row : field) {
      for (int i = 0; i < row.length; i++) {
        row[i] = 1 - strength * dice.random().nextDouble();
      }
    }
    boolean spine = dice.chance(0.2);
    boolean atLeft = dice.chance(0.5);
    double reach = dice.between(0.03, 0.15);
    int[] across = new int[width];
    for (int y = 0; y < height; y++) {
      double fy = (double) y / height * grid;
      int iy = (int) fy;
      double ty = fy - iy;
      for (int x = 0; x < width; x++) {
        if ((y & 3) == 0) {
          double fx = (double) x / width * grid;
          int ix = (int) fx;
          double tx = fx - ix;
          double top = field[iy][ix] * (1 - tx) + field[iy][ix + 1] * tx;
          double low = field[iy + 1][ix] * (1 - tx) + field[iy + 1][ix + 1] * tx;
          double light = top * (1 - ty) + low * ty;
          if (spine) {
            double u = (atLeft ? x : width - 1 - x) / (reach * width);
            light *= u < 1 ? 0.45 + 0.55 * u : 1;
          }
          across[x] = (int) (light * 256);
        }
        int at = (y * width + x) * 3;
        int k = across[x];
        data[at] = (byte) ((data[at] & 255) * k >> 8);
        data[at + 1] = (byte) ((data[at + 1] & 255) * k >> 8);
        data[at + 2] = (byte) ((data[at + 2] & 255) * k >> 8);
      }
    }
  }

  /** Grain of sensor or paper. */
  void noise(double deviation, boolean coloured) {
    int[] table = new int[8192];
    for (int i = 0; i < table.length; i++) {
      table[i] = (int) Math.round(dice.gauss(0, deviation));
    }
    int state = dice.random().nextInt();
    for (int i = 0; i < data.length; i += 3) {
      state = state * 1664525 + 1013904223;
      int n = state >>> 16;
      int a = table[n & 8191];
      data[i] = (byte) clamp((data[i] & 255) + a);
      data[i + 1] = (byte) clamp((data[i + 1] & 255) + (coloured ? table[n * 3 & 8191] : a));
      data[i + 2] = (byte) clamp((data[i + 2] & 255) + (coloured ? table[n * 7 & 8191] : a));
    }
  }

  /** Specks of dirt and lost ink. */
  void specks(double share) {
    int count = (int) (width * (double) height * share);
    for (int i = 0; i < count; i++) {
      int x = dice.whole(0, width - 1);
      int y = dice.whole(0, height - 1);
      int size = dice.chance(0.9) ? 1 : dice.whole(1, 3);
      byte value = (byte) (dice.chance(0.7) ? dice.whole(0, 90) : 255);
      for (int dy = 0; dy < size && y + dy < height; dy++) {
        for (int dx = 0; dx < size && x + dx < width; dx++) {
          int at = ((y + dy) * width + x + dx) * 3;
          data[at] = data[at + 1] = data[at + 2] = value;
        }
      }
    }
  }

  /** Black and white, as fax machines and archives keep pages, at a share of the contrast. */
  void binary(double share) {
    int[] counts = new int[256];
    for (int i = 1; i < data.length; i += 3) {
      counts[data[i] & 255]++;
    }
    int dark = quantile(counts, 0.015);
    int paper = quantile(counts, 0.75);
    int threshold = (int) (dark + (paper - dark) * share);
    for (int i = 0; i < data.length; i += 3) {
      int v = ((data[i] & 255) * 29 + (data[i + 1] & 255) * 150 + (data[i + 2] & 255) * 77) >> 8;
      data[i] = data[i + 1] = data[i + 2] = (byte) (v < threshold ? 0 : 255);
    }
  }

  private static int quantile(int[] counts, double share) {
    long total = 0;
    for (int count : counts) {
      total += count;
    }
    long at = 0;
    for (int v = 0; v < 256; v++) {
      at += counts[v];
      if (at >= total * share) {
        return v;
      }
    }
    return 255;
  }

  /** The other side of the sheet showing through, mirrored. */
  void bleed(double strength) {
    int k = (int) (strength * 256);
    byte[] before = data.clone();
    int shift = dice.whole(0, height / 6) * width;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = (y * width + x) * 3;
        int from = ((y * width + width - 1 - x + shift) % (width * height)) * 3;
        int loss = (255 - (before[from + 1] & 255)) * k >> 8;
        data[at] = (byte) Math.max(0, (data[at] & 255) - loss);
        data[at + 1] = (byte) Math.max(0, (data[at + 1] & 255) - loss);
        data[at + 2] = (byte) Math.max(0, (data[at + 2] & 255) - loss);
      }
    }
  }

  /** Dark edges of a scanner's lid, narrow enough to miss the text. */
  void edges() {
    int level = dice.whole(0, 120);
    for (int side = 0; side < 4; side++) {
      if (dice.chance(0.5)) {
        continue;
      }
      int depth = dice.few(2, Math.max(3, width / 45));
      double slope = dice.gauss(0, 0.01);
      int along = side < 2 ? height : width;
      for (int i = 0; i < along; i++) {
        int reach = (int) Math.max(0, depth + (i - along / 2) * slope);
        for (int d = 0; d < Math.min(reach, Math.min(width, height)); d++) {
          int x = side == 0 ? d : side == 1 ? width - 1 - d : i;
          int y = side == 2 ? d : side == 3 ? height - 1 - d : i;
          int at = (y * width + x) * 3;
          data[at] = data[at + 1] = data[at + 2] = (byte) level;
        }
      }
    }
  }

  private static int clamp(int value) {
    return value < 0 ? 0 : Math.min(value, 255);
  }

  private static int level(double value) {
    return clamp((int) Math.round(value));
  }
}
