package dev.quire.task.ocr;

import dev.quire.image.LineImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where along a line there is ink, whatever its colour and its ground's.
 *
 * @param height rows from the topmost ink to the lowest, at least 1
 * @param gaps columns without ink between columns with ink, from left to right
 */
record InkProfile(int height, List<Gap> gaps) {

  private static final int CHANNELS = 3;
  private static final int VALUES = 256;

  /** A line whose ink differs less from its ground has nothing to be seen. */
  private static final int LEAST_CONTRAST = 24;

  /** Pixels of this share of the ink's contrast are ink. */
  private static final double INK_SHARE = 0.35;

  /** Rows of less than this share of the fullest row's ink are specks or another line's feet. */
  private static final double ROW_SHARE = 0.08;

  InkProfile {
    gaps = List.copyOf(gaps);
  }

  /**
   * Columns without ink.
   *
   * @param from first of them
   * @param to the one after the last
   */
  record Gap(int from, int to) {

    int width() {
      return to - from;
    }

    double centre() {
      return (from + to) / 2.0;
    }
  }

  /** Of a line; without gaps if there is no contrast in it. */
  static InkProfile of(LineImage line) {
    int[] distances = distances(line);
    int contrast = contrast(distances);
    if (contrast < LEAST_CONTRAST) {
      return new InkProfile(line.height(), List.of());
    }
    int least = (int) Math.ceil(contrast * INK_SHARE);
    Rows rows = Rows.of(distances, line, least);
    return new InkProfile(rows.count(), gaps(distances, line, rows, least));
  }

  /** Of each pixel from the line's ground, the commonest colour of the line, by luminance. */
  private static int[] distances(LineImage line) {
    byte[] bgr = line.bgr();
    int[] greys = new int[line.width() * line.height()];
    int[] counts = new int[VALUES];
    for (int i = 0, at = 0; i < greys.length; i++, at += CHANNELS) {
      int blue = bgr[at] & 0xff;
      int green = bgr[at + 1] & 0xff;
      int red = bgr[at + 2] & 0xff;
      greys[i] = (29 * blue + 150 * green + 77 * red) >> 8;
      counts[greys[i]]++;
    }
    int ground = quantile(counts, greys.length / 2);
    for (int i = 0; i < greys.length; i++) {
      greys[i] = Math.abs(greys[i] - ground);
    }
    return greys;
  }

  /** The distance that one pixel in 50 exceeds. */
  private static int contrast(int[] distances) {
    int[] counts = new int[VALUES];
    for (int distance : distances) {
      counts[distance]++;
    }
    return quantile(counts, distances.length - distances.length / 50 - 1);
  }

  private static int quantile(int[] counts, int rank) {
    int value = 0;
    for (int below = counts[0]; below <= rank && value < VALUES - 1; below += counts[value]) {
      value++;
    }
    return value;
  }

  private static List<Gap> gaps(int[] distances, LineImage line, Rows rows, int least) {
    List<Gap> gaps = new ArrayList<>();
    int lastInk = -1;
    for (int x = 0; x < line.width(); x++) {
      if (hasInk(distances, line.width(), rows, x, least)) {
        if (lastInk >= 0 && x - lastInk > 1) {
          gaps.add(new Gap(lastInk + 1, x));
        }
        lastInk = x;
      }
    }
    return gaps;
  }

  private static boolean hasInk(int[] distances, int width, Rows rows, int x, int least) {
    for (int y = rows.from(); y < rows.to(); y++) {
      if (distances[y * width + x] >= least) {
        return true;
      }
    }
    return false;
  }

  /** The rows with the line's own ink. */
  private record Rows(int from, int to) {

    int count() {
      return to - from;
    }

    static Rows of(int[] distances, LineImage line, int least) {
      int[] ink = new int[line.height()];
      for (int y = 0; y < line.height(); y++) {
        for (int x = 0; x < line.width(); x++) {
          ink[y] += distances[y * line.width() + x] >= least ? 1 : 0;
        }
      }
      double most = Arrays.stream(ink).max().orElse(0) * ROW_SHARE;
      int from = 0;
      while (from < line.height() - 1 && ink[from] < most) {
        from++;
      }
      int to = line.height();
      while (to > from + 1 && ink[to - 1] < most) {
        to--;
      }
      return new Rows(from, to);
    }
  }
}
