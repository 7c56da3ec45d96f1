package dev.quire.document.text;

import dev.quire.image.Bitmap;
import dev.quire.reading.Area;
import java.util.BitSet;
import java.util.Collection;

/**
 * Where a drawn page has ink, on a grid fine enough to tell lines of text apart. Ink is what stands
 * out from what is beside it, light on dark ground too. Immutable.
 */
public final class InkPlane {

  /** Pixels of a page to a side of a cell at 144 dpi, where lines are 4 pixels apart at least. */
  static final int CELL = 2;

  /** Of 255: anti-aliased strokes reach it, noise and soft backgrounds do not. */
  private static final int LEAST_CONTRAST = 72;

  private final int columns;
  private final int rows;
  private final BitSet ink;

  private InkPlane(int columns, int rows, BitSet ink) {
    this.columns = columns;
    this.rows = rows;
    this.ink = ink;
  }

  /** The ink of a page. */
  public static InkPlane of(Bitmap page) {
    int columns = (page.width() + CELL - 1) / CELL;
    int rows = (page.height() + CELL - 1) / CELL;
    BitSet ink = new BitSet(columns * rows);
    byte[] grey = grey(page);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        if (contrast(grey, page.width(), page.height(), column, row) >= LEAST_CONTRAST) {
          ink.set(row * columns + column);
        }
      }
    }
    return new InkPlane(columns, rows, ink);
  }

  /** About as light as the eye takes it. */
  private static byte[] grey(Bitmap page) {
    byte[] bgr = page.bgr();
    byte[] grey = new byte[bgr.length / 3];
    for (int i = 0; i < grey.length; i++) {
      int at = 3 * i;
      grey[i] = (byte) (((bgr[at] & 0xff) + 2 * (bgr[at + 1] & 0xff) + (bgr[at + 2] & 0xff)) >> 2);
    }
    return grey;
  }

  /** Between the lightest and the darkest pixel of a cell and those next to it below. */
  private static int contrast(byte[] grey, int width, int height, int column, int row) {
    int least = 255;
    int most = 0;
    for (int y = row * CELL; y < Math.min(height, row * CELL + CELL + 1); y++) {
      for (int x = column * CELL; x < Math.min(width, column * CELL + CELL + 1); x++) {
        int each = grey[y * width + x] & 0xff;
        least = Math.min(least, each);
        most = Math.max(most, each);
      }
    }
    return most - least;
  }

  int columns() {
    return columns;
  }

  int rows() {
    return rows;
  }

  /** The first cell with ink from one on, in the same row; the number of columns if none has. */
  int next(int row, int column) {
    int found = ink.nextSetBit(row * columns + column);
    return found < 0 || found >= (row + 1) * columns ? columns : found - row * columns;
  }

  boolean has(int row, int column) {
    return ink.get(row * columns + column);
  }

  /**
   * The cells that lie in one of some places.
   *
   * @param margin around each of them, in pixels
   */
  BitSet cells(Collection<Area> places, double margin) {
    BitSet within = new BitSet(columns * rows);
    for (Area place : places) {
      int left = cell(place.left() - margin, columns);
      int right = cell(place.right() + margin + CELL, columns);
      int bottom = cell(place.bottom() + margin + CELL, rows);
      for (int row = cell(place.top() - margin, rows); row < bottom; row++) {
        within.set(row * columns + left, row * columns + Math.max(left, right));
      }
    }
    return within;
  }

  private static int cell(double at, int count) {
    return (int) Math.max(0, Math.min(count, Math.floor(at / CELL)));
  }

  /** How many cells with ink lie within. */
  long count(BitSet within) {
    BitSet both = (BitSet) within.clone();
    both.and(ink);
    return both.cardinality();
  }
}
