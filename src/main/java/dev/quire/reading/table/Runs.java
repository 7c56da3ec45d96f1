package dev.quire.reading.table;

import java.util.Arrays;

/** Stretches of marked pixels in the rows of a picture, top to bottom, left to right. */
final class Runs {
  /** Unmarked pixels that do not end a run. */
  private static final int GAP = 2;

  /** Pixels below which a run is no part of a rule. */
  private static final int SHORTEST = 8;

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
      runs.row(y, marks);
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

  private void row(int y, boolean[] marks) {
    int first = -1;
    int last = -1;
    for (int x = 0; x < marks.length; x++) {
      if (!marks[x]) {
        continue;
      }
      if (first >= 0 && x - last > GAP + 1) {
        add(y, first, last);
        first = -1;
      }
      first = first < 0 ? x : first;
      last = x;
    }
    if (first >= 0) {
      add(y, first, last);
    }
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
