package dev.quire.pipeline.read;

import dev.quire.image.Bitmap;
import dev.quire.reading.Area;
import dev.quire.reading.ReadLine;
import dev.quire.reading.table.GreyPlane;
import dev.quire.reading.table.Rule;
import dev.quire.reading.table.RuleFinder;
import java.util.List;

/** Looks for ruling lines in the picture of a page. Immutable and thread-safe. */
final class RuleSearch {

  /** A rule is longer than letters are high. */
  private static final double LETTERS = 1.5;

  /** In pixels, where letters are smaller than that or unknown. */
  private static final double SHORTEST = 12;

  private final Bitmap page;

  RuleSearch(Bitmap page) {
    this.page = page;
  }

  /** How high the letters of lines are, in pixels: half of the lines have lower ones; 0 of none. */
  static double letters(List<ReadLine> lines) {
    return lines.stream()
        .mapToDouble(ReadLine::fontSize)
        .sorted()
        .skip(lines.size() / 2)
        .findFirst()
        .orElse(0);
  }

  /**
   * The rules in and around a part of the page, in pixels of the page.
   *
   * @param margin how far around it, in pixels
   * @param letters how high the letters there are, in pixels
   */
  List<Rule> around(Area area, double margin, double letters) {
    int left = (int) Math.max(0, Math.floor(area.left() - margin));
    int top = (int) Math.max(0, Math.floor(area.top() - margin));
    int right = (int) Math.min(page.width(), Math.ceil(area.right() + margin));
    int bottom = (int) Math.min(page.height(), Math.ceil(area.bottom() + margin));
    if (right <= left || bottom <= top) {
      return List.of();
    }
    return new RuleFinder(Math.max(SHORTEST, LETTERS * letters))
        .find(grey(left, top, right, bottom)).stream()
            .map(rule -> rule.placed(1, left, top))
            .toList();
  }

  private GreyPlane grey(int left, int top, int right, int bottom) {
    int width = right - left;
    int height = bottom - top;
    byte[] grey = new byte[width * height];
    byte[] bgr = page.bgr();
    for (int y = 0; y < height; y++) {
      int from = 3 * ((y + top) * page.width() + left);
      for (int x = 0; x < width; x++, from += 3) {
        int sum = (bgr[from] & 0xff) + 2 * (bgr[from + 1] & 0xff) + (bgr[from + 2] & 0xff);
        grey[y * width + x] = (byte) (sum / 4);
      }
    }
    return new GreyPlane(grey, width, height);
  }
}
