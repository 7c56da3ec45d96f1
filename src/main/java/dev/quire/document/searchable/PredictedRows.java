package dev.quire.document.searchable;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes the rows of a picture by the difference to their neighbours, each in the way that leaves
 * least: none, left, above or Paeth (PNG, third edition, 9).
 */
final class PredictedRows {

  private static final int[] WAYS = {0, 1, 2, 4};

  private final OutputStream out;
  private final int pixel;
  private final byte[] row;
  private byte[] best;
  private byte[] tried;
  private byte[] above;

  /**
   * @param pixel bytes of a pixel
   * @param width pixels of a row
   */
  PredictedRows(OutputStream out, int pixel, int width) {
    this.out = out;
    this.pixel = pixel;
    this.row = new byte[pixel * width];
    this.best = new byte[1 + row.length];
    this.tried = new byte[1 + row.length];
    this.above = new byte[row.length];
  }

  /** To be filled with the next row before it is written. */
  byte[] row() {
    return row;
  }

  /** Writes the row. */
  void write() throws IOException {
    long least = Long.MAX_VALUE;
    for (int way : WAYS) {
      long left = attempt(way, least);
      if (left < least) {
        least = left;
        byte[] worse = best;
        best = tried;
        tried = worse;
      }
    }
    out.write(best);
    System.arraycopy(row, 0, above, 0, row.length);
  }

  private long attempt(int way, long least) {
    tried[0] = (byte) way;
    long sum = 0;
    for (int i = 0; i < row.length && sum < least; i++) {
      int left = i < pixel ? 0 : row[i - pixel] & 0xff;
      int up = above[i] & 0xff;
      int corner = i < pixel ? 0 : above[i - pixel] & 0xff;
      int predicted =
          switch (way) {
            case 0 -> 0;
            case 1 -> left;
            case 2 -> up;
            default -> paeth(left, up, corner);
          };
      tried[i + 1] = (byte) (row[i] - predicted);
      sum += Math.abs(tried[i + 1]);
    }
    return sum;
  }

  private static int paeth(int left, int up, int corner) {
    int estimate = left + up - corner;
    int toLeft = Math.abs(estimate - left);
    int toUp = Math.abs(estimate - up);
    int toCorner = Math.abs(estimate - corner);
    if (toLeft <= toUp && toLeft <= toCorner) {
      return left;
    }
    return toUp <= toCorner ? up : corner;
  }
}
