package dev.quire.pipeline.read;

import dev.quire.reading.Area;
import dev.quire.reading.Block;
import dev.quire.reading.ReadLine;
import dev.quire.reading.Role;
import dev.quire.reading.WritingMode;
import dev.quire.reading.order.LayoutRegion;
import dev.quire.reading.table.Rule;
import dev.quire.reading.table.TableReader;
import java.util.List;

/** Finds how far a page's tables reach, and their cells. Immutable and thread-safe. */
final class FoundTables {

  /** Around a table, in pixels: its outer rules may lie just beside it. */
  private static final double BESIDE = 4;

  private final RuleSearch search;
  private final double letters;

  /**
   * @param letters how high the page's letters are, in pixels; 0 if that is not known
   */
  FoundTables(RuleSearch search, double letters) {
    this.search = search;
    this.letters = letters;
  }

  /** The region, grown to its rules if it is a table. */
  LayoutRegion grown(LayoutRegion region) {
    if (region.role() != Role.TABLE || letters == 0) {
      return region;
    }
    TableExtents extents = new TableExtents(letters);
    Area grown =
        extents.grown(
            region.area(), search.around(region.area(), extents.reach() + BESIDE, letters));
    return new LayoutRegion(region.label(), region.score(), grown, region.rank());
  }

  /** The block with its cells, if it is a table in which they can be told. */
  Block cells(Block block) {
    if (block.role() != Role.TABLE || block.lines().isEmpty() || isVertical(block)) {
      return block;
    }
    List<Rule> rules = search.around(block.area(), BESIDE, RuleSearch.letters(block.lines()));
    return new Block(
        block.role(),
        block.label(),
        block.score(),
        block.area(),
        block.level(),
        block.lines(),
        new TableReader().read(block.area(), block.lines(), rules));
  }

  /** Columns of characters stand in rows and columns although they are no table. */
  private static boolean isVertical(Block block) {
    List<ReadLine> lines = block.lines();
    return 2 * lines.stream().filter(line -> line.mode() == WritingMode.VERTICAL).count()
        > lines.size();
  }
}
