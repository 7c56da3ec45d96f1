package dev.quire.reading.table;

import java.util.List;

/** Which columns each row of words fills, and with numbers or not. */
final class Filling {
  private final int columns;
  private final boolean[][] filled;
  private final boolean[][] numeric;

  Filling(int rows, List<Segment> segments, double[] cuts) {
    columns = cuts.length + 1;
    filled = new boolean[rows][columns];
    numeric = new boolean[rows][columns];
    for (Segment segment : segments) {
      int column = Cuts.index(cuts, segment.centre());
      filled[segment.textRow()][column] = true;
      numeric[segment.textRow()][column] = Numbers.numeric(segment.text());
    }
  }

  int columns() {
    return columns;
  }

  int rows() {
    return filled.length;
  }

  boolean filled(int row, int column) {
    return filled[row][column];
  }

  boolean numeric(int row, int column) {
    return numeric[row][column];
  }

  int count(int row) {
    int count = 0;
    for (boolean one : filled[row]) {
      count += one ? 1 : 0;
    }
    return count;
  }

  /** Whether a row begins in the first column and fills most of the others. */
  boolean complete(int row) {
    return filled[row][0] && count(row) >= Math.max(2, 0.6 * columns);
  }

  /** Whether a row fills nothing that the other leaves empty, and puts no number under a number. */
  boolean continues(int row, int other) {
    for (int column = 0; column < columns; column++) {
      if (filled[row][column]
          && (!filled[other][column] || numeric[row][column] && numeric[other][column])) {
        return false;
      }
    }
    return true;
  }
}
