package dev.quire.pipeline.read;

import dev.quire.image.Bitmap;
import dev.quire.reading.Area;
import dev.quire.reading.ReadLine;
import dev.quire.reading.WritingMode;
import java.util.function.Predicate;

/**
 * Whether a page shows a bullet beside a line that is no character of it: browsers and other
 * programs draw them, so that text layers lack them. Looked for is one spot alone in the white
 * before the line, about as wide as high, half way up the line. Immutable and thread-safe.
 */
final class DrawnBullets implements Predicate<ReadLine> {

  /** Where it is looked for and how large it is, in heights of the line. */
  private static final double FARTHEST = 2;

  private static final double NEAREST = 0.15;
  private static final double SMALLEST = 0.13;
  private static final double LARGEST = 0.6;

  /** How far from the middle of the line its own may be. */
  private static final double MIDDLE = 0.25;

  private static final double LONGEST = 1.6;

  /**
   * Of the page's longer side: taller lines are not looked at. Thousands of them as high as the
   * page would take minutes.
   */
  private static final double TALLEST = 1 / 12.0;

  /** Share of ink in the rectangle around it: a ring has the least. */
  private static final double FILLED = 0.3;

  /** Levels of grey that ink differs from the paper. */
  private static final int CONTRAST = 60;

  private static final int LEAST_PIXELS = 2;

  private final Bitmap page;

  DrawnBullets(Bitmap page) {
    this.page = page;
  }

  @Override
  public boolean test(ReadLine line) {
    Area area = line.area();
    double height = area.height();
    if (height > TALLEST * Math.max(page.width(), page.height())) {
      return false;
    }
    int top = (int) Math.max(0, area.top());
    int bottom = (int) Math.min(page.height(), Math.ceil(area.bottom()));
    boolean mirrored = line.mode() == WritingMode.RIGHT_TO_LEFT;
    double from = mirrored ? area.right() + NEAREST * height : area.left() - FARTHEST * height;
    int left = (int) Math.max(0, from);
    int right = (int) Math.min(page.width(), from + (FARTHEST - NEAREST) * height);
    return line.mode() != WritingMode.VERTICAL
        && bottom - top > LEAST_PIXELS
        && right - left > LEAST_PIXELS
        && isBullet(new Window(left, top, right - left, bottom - top));
  }

  private boolean isBullet(Window window) {
    int[] columns = new int[window.width];
    int[] rows = new int[window.height];
    int ink = count(window, columns, rows);
    if (ink == 0) {
      return false;
    }
    Run across = Run.of(columns);
    Run down = Run.of(rows);
    double height = window.height;
    double longer = Math.max(across.length(), down.length());
    double shorter = Math.min(across.length(), down.length());
    return across.alone
        && down.alone
        && across.from > 0
        && across.to < window.width
        && shorter >= Math.max(LEAST_PIXELS, SMALLEST * height)
        && longer <= LARGEST * height
        && longer <= LONGEST * shorter
        && Math.abs((down.from + down.to) / 2.0 - height / 2) <= MIDDLE * height
        && ink >= FILLED * longer * shorter;
  }

  private int count(Window window, int[] columns, int[] rows) {
    int[] grey = grey(window);
    int paper = median(grey);
    int ink = 0;
    for (int y = 0, at = 0; y < window.height; y++) {
      for (int x = 0; x < window.width; x++, at++) {
        if (Math.abs(grey[at] - paper) > CONTRAST) {
          columns[x]++;
          rows[y]++;
          ink++;
        }
      }
    }
    return ink;
  }

  private static int median(int[] grey) {
    int[] counts = new int[256];
    for (int level : grey) {
      counts[level]++;
    }
    int level = 0;
    for (int below = counts[0]; below <= grey.length / 2; below += counts[level]) {
      level++;
    }
    return level;
  }

  private int[] grey(Window window) {
    int[] grey = new int[window.width * window.height];
    byte[] bgr = page.bgr();
    for (int y = 0, at = 0; y < window.height; y++) {
      int from = 3 * ((window.top + y) * page.width() + window.left);
      for (int x = 0; x < window.width; x++, from += 3) {
        int sum = (bgr[from] & 0xff) + 2 * (bgr[from + 1] & 0xff) + (bgr[from + 2] & 0xff);
        grey[at++] = sum / 4;
      }
    }
    return grey;
  }

  /** A part of the page, in pixels. */
  private record Window(int left, int top, int width, int height) {}

  /** From the first to the last row or column with ink; alone if there is ink in all between. */
  private record Run(int from, int to, boolean alone) {

    static Run of(int[] counts) {
      int from = 0;
      while (counts[from] == 0) {
        from++;
      }
      int end = from;
      while (end < counts.length && counts[end] > 0) {
        end++;
      }
      int last = counts.length;
      while (counts[last - 1] == 0) {
        last--;
      }
      return new Run(from, last, last == end);
    }

    int length() {
      return to - from;
    }
  }
}
