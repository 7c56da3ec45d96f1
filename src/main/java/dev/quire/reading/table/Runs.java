package dev.quire.reading.table;

import java.util.Arrays;

/** Stretches of marked pixels in the rows of a picture, top to bottom, left to right. */
final class Runs {
  /** Unmarked pixels that do not end a run. */
  private static final int GAP = 1;

  /** Pixels below which a run is no part of a rule. */
  private static final int SHORTEST = 8;

  /** Pixels at the beginning of a run that may be lighter. */
  private static final int BLURRED = 1;

  /** Grey levels by which neighbours in a run may always differ. */
  private static final double UNEVEN = 20;

  private int count;
  private int[] rows = new int[64];
  private int[] firsts = new int[64];
  private int[] lasts = new int[64];

  static Runs of(GreyPlane smoothed) {
    Runs runs = new Runs();
    RuleMarks source = new RuleMarks(smoothed);
    boolean[] marks = new boolean[smoothed.width()];
    for (int y = 0; y < smoothed.height(); y++) {
      source.mark(y, marks);
      runs.row(y, marks, smoothed);
    }
    return runs;
  }

  int count() {
    return count;
  }

  int row(int run) {
    return rows[run];
  }

  int first(int run) {
    return firsts[run];
  }

  int last(int run) {
    return lasts[run];
  }

  int length(int run) {
    return lasts[run] - firsts[run] + 1;
  }

  private void row(int y, boolean[] marks, GreyPlane plane) {
    int first = -1;
    int last = -1;
    double usual = 0;
    for (int x = 0; x < marks.length; x++) {
      if (!marks[x]) {
        continue;
      }
      int level = plane.grey()[y * marks.length + x] & 0xff;
      boolean begun = first >= 0 && x - first > BLURRED;
      if (first >= 0 && (x - last > GAP + 1 || begun && Math.abs(level - usual) > uneven(usual))) {
        add(y, first, last);
        first = -1;
      }
      usual = begun && first >= 0 ? usual + (level - usual) / 4 : level;
      first = first < 0 ? x : first;
      last = x;
    }
    if (first >= 0) {
      add(y, first, last);
    }
  }

  /** A rule is about as dark all along; a row of letters is not. */
  private static double uneven(double usual) {
    return Math.max(UNEVEN, 0.25 * (255 - usual));
  }

  private void add(int y, int first, int last) {
    if (last - first + 1 < SHORTEST) {
      return;
    }
    if (count == rows.length) {
      rows = Arrays.copyOf(rows, count * 2);
      firsts = Arrays.copyOf(firsts, count * 2);
      lasts = Arrays.copyOf(lasts, count * 2);
    }
    rows[count] = y;
    firsts[count] = first;
    lasts[count++] = last;
  }
}
