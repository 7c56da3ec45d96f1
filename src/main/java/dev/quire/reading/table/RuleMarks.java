package dev.quire.reading.table;

import java.util.Arrays;

/**
 * Marks, row by row, the pixels that may belong to a horizontal rule: darker than what stands close
 * above and below, or on the border between two even shades.
 */
final class RuleMarks {
  /** Grey levels by which a rule is darker than its surroundings. */
  private static final int DARKER = 14;

  /** Grey levels by which two shades differ. */
  private static final int STEP = 10;

  /** Grey levels within which a shade is even. */
  private static final int EVEN = 5;

  private static final int[] NEAR = {2, 3, 5, 7};

  private final GreyPlane plane;
  private final byte[] outside;

  RuleMarks(GreyPlane smoothed) {
    this.plane = smoothed;
    outside = new byte[smoothed.width()];
    Arrays.fill(outside, (byte) 255);
  }

  /** Sets {@code marks} for the row {@code y}. */
  void mark(int y, boolean[] marks) {
    int width = plane.width();
    byte[] grey = plane.grey();
    for (int x = 0; x < width; x++) {
      int at = y * width + x;
      int limit = (grey[at] & 0xff) + DARKER;
      marks[x] =
          limit <= 255 && brighter(limit, x, y, -1) && brighter(limit, x, y, 1) || border(x, y);
    }
  }

  private boolean brighter(int limit, int x, int y, int way) {
    for (int near : NEAR) {
      if (level(x, y + way * near) >= limit) {
        return true;
      }
    }
    return false;
  }

  private boolean border(int x, int y) {
    if (y < 5 || y + 4 >= plane.height()) {
      return false;
    }
    int above = level(x, y - 2);
    int below = level(x, y + 1);
    return Math.abs(above - below) >= STEP
        && Math.abs(above - level(x, y - 5)) <= EVEN
        && Math.abs(below - level(x, y + 4)) <= EVEN;
  }

  private int level(int x, int y) {
    boolean within = y >= 0 && y < plane.height();
    return (within ? plane.grey()[y * plane.width() + x] : outside[x]) & 0xff;
  }
}
