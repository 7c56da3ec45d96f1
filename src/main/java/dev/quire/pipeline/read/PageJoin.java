package dev.quire.pipeline.read;

import dev.quire.image.Bitmap;
import dev.quire.reading.Area;
import dev.quire.reading.Block;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadPage;
import dev.quire.reading.Role;
import dev.quire.reading.TextSource;
import dev.quire.reading.order.LayoutRegion;
import dev.quire.reading.order.ReadingOptions;
import dev.quire.reading.order.ReadingOrder;
import dev.quire.reading.order.Titles;
import dev.quire.task.layout.Region;
import dev.quire.task.ocr.TextLine;
import java.util.List;

/** Joins the regions of a page with its lines. Immutable and thread-safe. */
public final class PageJoin {

  private final ReadingOrder order;

  /** Puts pages in order as the options say. */
  public PageJoin(ReadingOptions options) {
    this.order = new ReadingOrder(options);
  }

  /**
   * The page with what was recognised on it.
   *
   * @param number from 1
   * @param page its picture
   * @param reason why its text layer was not used; empty where none was looked for
   */
  public ReadPage recognized(
      int number, Bitmap page, List<Region> regions, List<TextLine> lines, String reason) {
    return page(number, page, regions, RecognizedLines.of(lines), TextSource.OCR, reason);
  }

  /**
   * The page with its text layer.
   *
   * @param number from 1
   * @param page its picture
   */
  public ReadPage layered(int number, Bitmap page, List<Region> regions, List<ReadLine> lines) {
    return page(number, page, regions, lines, TextSource.LAYER, "");
  }

  /** Where a page has pictures and drawings, whose text a text layer need not have. */
  public List<Area> figures(List<Region> regions) {
    return regions.stream()
        .map(PageJoin::region)
        .filter(region -> region.role() == Role.FIGURE)
        .map(LayoutRegion::area)
        .toList();
  }

  private ReadPage page(
      int number,
      Bitmap page,
      List<Region> regions,
      List<ReadLine> lines,
      TextSource source,
      String reason) {
    FoundTables tables = new FoundTables(new RuleSearch(page), RuleSearch.letters(lines));
    List<LayoutRegion> grown = regions.stream().map(PageJoin::region).map(tables::grown).toList();
    List<Block> blocks =
        order.of(grown, page.width(), page.height(), lines, new DrawnBullets(page)).stream()
            .map(tables::cells)
            .toList();
    return new ReadPage(
        number,
        page.width(),
        page.height(),
        source,
        reason,
        number == 1 ? Titles.onFirstPage(withText(blocks)) : withText(blocks));
  }

  /** Running heads and feet accompany a text: where there is none, they are the text. */
  private static List<Block> withText(List<Block> blocks) {
    return blocks.stream().allMatch(block -> block.role().furniture() || block.lines().isEmpty())
        ? blocks.stream().map(PageJoin::asText).toList()
        : blocks;
  }

  private static Block asText(Block block) {
    return block.role() == Role.HEADER || block.role() == Role.FOOTER
        ? new Block(
            Role.TEXT, block.label(), block.score(), block.area(), 0, block.lines(), block.table())
        : block;
  }

  private static LayoutRegion region(Region region) {
    return new LayoutRegion(
        region.label(),
        region.score(),
        new Area(region.x1(), region.y1(), region.x2(), region.y2()),
        region.order());
  }
}
