package dev.quire.picture;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * Where something is printed on a page, to keep labels off it. A cell of the page holds ink if its
 * pixels differ much in brightness, whatever the paper's own. Counts are kept as a summed-area
 * table (Crow, 1984), so that any rectangle is looked up in constant time. Immutable.
 */
final class InkMap {

  /** Grey levels between the darkest and the brightest pixel of a cell with ink. */
  private static final int LEAST_DIFFERENCE = 40;

  private final int cell;
  private final int columns;
  private final int rows;

  /** At column and row, one more of each than cells: the cells with ink to the left and above. */
  private final int[] sums;

  private InkMap(int cell, int columns, int rows, int[] sums) {
    this.cell = cell;
    this.columns = columns;
    this.rows = rows;
    this.sums = sums;
  }

  /**
   * Reads a page.
   *
   * @param page of type {@link BufferedImage#TYPE_3BYTE_BGR}
   * @param cell the side of a cell in pixels, at least 1
   */
  static InkMap of(BufferedImage page, int cell) {
    int columns = (page.getWidth() + cell - 1) / cell;
    int rows = (page.getHeight() + cell - 1) / cell;
    int stride = columns + 1;
    int[] sums = new int[stride * (rows + 1)];
    int[] darkest = new int[columns];
    int[] brightest = new int[columns];
    byte[] rgb = new byte[3 * page.getWidth()];
    for (int row = 0; row < rows; row++) {
      Arrays.fill(darkest, 255);
      Arrays.fill(brightest, 0);
      // One row of pixels more, so that an edge between two cells is seen.
      int end = Math.min(page.getHeight(), (row + 1) * cell + 1);
      for (int y = row * cell; y < end; y++) {
        page.getRaster().getDataElements(0, y, page.getWidth(), 1, rgb);
        for (int x = 0; x < page.getWidth(); x++) {
          int grey = grey(rgb, 3 * x);
          int column = x / cell;
          darkest[column] = Math.min(darkest[column], grey);
          brightest[column] = Math.max(brightest[column], grey);
        }
      }
      int inRow = 0;
      for (int column = 0; column < columns; column++) {
        if (brightest[column] - darkest[column] >= LEAST_DIFFERENCE) {
          inRow++;
        }
        int at = (row + 1) * stride + column + 1;
        sums[at] = sums[at - stride] + inRow;
      }
    }
    return new InkMap(cell, columns, rows, sums);
  }

  /** The share of a rectangle's cells that hold ink, 0 to 1; 0 outside of the page. */
  double share(Box box) {
    int left = clamp((int) Math.floor(box.x1() / cell), columns);
    int right = clamp((int) Math.ceil(box.x2() / cell), columns);
    int top = clamp((int) Math.floor(box.y1() / cell), rows);
    int bottom = clamp((int) Math.ceil(box.y2() / cell), rows);
    int cells = (right - left) * (bottom - top);
    if (cells <= 0) {
      return 0;
    }
    int inked = sum(right, bottom) - sum(left, bottom) - sum(right, top) + sum(left, top);
    return (double) inked / cells;
  }

  private int sum(int column, int row) {
    return sums[row * (columns + 1) + column];
  }

  private static int clamp(int value, int most) {
    return Math.max(0, Math.min(value, most));
  }

  /** ITU-R BT.601 luma in 8 bits. */
  private static int grey(byte[] rgb, int at) {
    int red = rgb[at] & 0xff;
    int green = rgb[at + 1] & 0xff;
    int blue = rgb[at + 2] & 0xff;
    return (77 * red + 151 * green + 28 * blue) >> 8;
  }
}
