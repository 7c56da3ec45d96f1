package dev.quire.image;

/**
 * OpenCV's cubic resize of 8-bit pixels in plain Java, written from its definition: Keys' kernel
 * with A = -0.75, pixel centres at (x + 0.5) * scale - 0.5, edges repeated, coefficients in fixed
 * point of 11 bits, one rounding after both passes.
 */
final class CubicReference {

  private static final double A = -0.75;
  private static final int BITS = 11;
  private static final int TAPS = 4;

  private CubicReference() {}

  static byte[] resize(byte[] rgb, int width, int height, int targetWidth, int targetHeight) {
    int[] columns = new int[targetWidth];
    int[][] columnWeights = new int[targetWidth][];
    taps(width, targetWidth, columns, columnWeights);
    int[] rows = new int[targetHeight];
    int[][] rowWeights = new int[targetHeight][];
    taps(height, targetHeight, rows, rowWeights);

    byte[] out = new byte[targetWidth * targetHeight * 3];
    for (int y = 0, o = 0; y < targetHeight; y++) {
      for (int x = 0; x < targetWidth; x++) {
        for (int c = 0; c < 3; c++, o++) {
          long sum = 0;
          for (int j = 0; j < TAPS; j++) {
            int row = clamp(rows[y] - 1 + j, height);
            long line = 0;
            for (int i = 0; i < TAPS; i++) {
              int column = clamp(columns[x] - 1 + i, width);
              line += columnWeights[x][i] * (long) (rgb[(row * width + column) * 3 + c] & 0xff);
            }
            sum += line * rowWeights[y][j];
          }
          long value = (sum + (1L << 2 * BITS - 1)) >> 2 * BITS;
          out[o] = (byte) Math.max(0, Math.min(255, value));
        }
      }
    }
    return out;
  }

  private static void taps(int size, int target, int[] firsts, int[][] weights) {
    double scale = size / (double) target;
    for (int t = 0; t < target; t++) {
      float centre = (float) ((t + 0.5) * scale - 0.5);
      int first = (int) Math.floor(centre);
      float x = centre - first;
      float before = (float) (((A * (x + 1) - 5 * A) * (x + 1) + 8 * A) * (x + 1) - 4 * A);
      float here = (float) (((A + 2) * x - (A + 3)) * x * x + 1);
      float after = (float) (((A + 2) * (1 - x) - (A + 3)) * (1 - x) * (1 - x) + 1);
      float[] exact = {before, here, after, 1f - before - here - after};
      firsts[t] = first;
      weights[t] = new int[TAPS];
      for (int i = 0; i < TAPS; i++) {
        weights[t][i] = (int) Math.rint(exact[i] * (1 << BITS));
      }
    }
  }

  private static int clamp(int position, int size) {
    return Math.max(0, Math.min(size - 1, position));
  }
}
