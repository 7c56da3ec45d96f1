package dev.quire.pipeline.read;

import dev.quire.image.Bitmap;
import dev.quire.reading.Area;
import dev.quire.reading.Block;
import dev.quire.reading.Role;
import dev.quire.reading.table.GreyPlane;
import dev.quire.reading.table.Rule;
import dev.quire.reading.table.RuleFinder;
import dev.quire.reading.table.TableReader;
import java.util.List;

/** Finds the cells of a page's tables. */
final class FoundTables {

  /** Around the region, in pixels: the outer rules may lie just beside it. */
  private static final int MARGIN = 4;

  /** A rule is longer than letters are high. */
  private static final double LETTERS = 1.5;

  private static final double SHORTEST = 12;

  private final Bitmap page;

  /**
   * @param page the page's picture
   */
  FoundTables(Bitmap page) {
    this.page = page;
  }

  /** The block with its cells, if it is a table in which they can be told. */
  Block in(Block block) {
    if (block.role() != Role.TABLE || block.lines().isEmpty()) {
      return block;
    }
    return new Block(
        block.role(),
        block.label(),
        block.score(),
        block.area(),
        block.level(),
        block.lines(),
        new TableReader().read(block.area(), block.lines(), rules(block)));
  }

  private List<Rule> rules(Block block) {
    Area area = block.area();
    int left = (int) Math.max(0, Math.floor(area.left()) - MARGIN);
    int top = (int) Math.max(0, Math.floor(area.top()) - MARGIN);
    int right = (int) Math.min(page.width(), Math.ceil(area.right()) + MARGIN);
    int bottom = (int) Math.min(page.height(), Math.ceil(area.bottom()) + MARGIN);
    if (right <= left || bottom <= top) {
      return List.of();
    }
    double letters =
        block.lines().stream()
            .mapToDouble(line -> line.fontSize())
            .sorted()
            .skip(block.lines().size() / 2)
            .findFirst()
            .orElse(0);
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
