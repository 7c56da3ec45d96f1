package dev.quire.api.paddlex;

import dev.quire.api.paddlex.PrunedResult.TableResult;
import dev.quire.api.paddlex.PrunedResult.TableText;
import dev.quire.reading.Area;
import dev.quire.reading.Block;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadPage;
import dev.quire.reading.Role;
import dev.quire.reading.Table;
import dev.quire.reading.table.HtmlTable;
import dev.quire.reading.write.BlockText;
import dev.quire.reading.write.FigureLinks;
import dev.quire.reading.write.MarkdownWriter;
import dev.quire.task.layout.LayoutParameters;
import dev.quire.task.layout.Region;
import java.util.ArrayList;
import java.util.List;

/** The blocks of a page that was read, in the form of PaddleX. Not thread-safe. */
final class ParsedBlocks {

  private final ReadPage page;
  private final List<Region> regions;
  private final boolean formatted;
  private final BlockText text;

  /**
   * @param regions as the layout model found them
   * @param formatted whether the content of each block is Markdown
   */
  ParsedBlocks(ReadPage page, List<Region> regions, boolean formatted) {
    this.page = page;
    this.regions = regions;
    this.formatted = formatted;
    this.text = BlockText.of(page);
  }

  /**
   * All in reading order.
   *
   * @param ignored labels whose blocks are not numbered, besides those that PaddleX never numbers
   */
  List<PrunedResult.Block> all(List<String> ignored) {
    List<PrunedResult.Block> blocks = new ArrayList<>(page.blocks().size());
    int next = 1;
    for (Block block : page.blocks()) {
      int id = blocks.size();
      boolean counts =
          !LayoutParameters.SKIP_ORDER_LABELS.contains(block.label())
              && !ignored.contains(block.label());
      blocks.add(
          new PrunedResult.Block(
              block.label(),
              content(block),
              Coordinates.wholeBox(block.area()),
              id,
              counts ? next++ : null,
              id,
              outline(block)));
    }
    return List.copyOf(blocks);
  }

  /** The tables whose cells were found. */
  List<TableResult> tables() {
    return page.blocks().stream()
        .flatMap(block -> block.table().map(table -> table(block, table)).stream())
        .toList();
  }

  /** The same block as part of the running text, whatever it is on the page. */
  static Block running(Block block) {
    return block.role().furniture()
        ? new Block(
            Role.TEXT, block.label(), block.score(), block.area(), 0, block.lines(), block.table())
        : block;
  }

  private String content(Block block) {
    if (block.table().isPresent()) {
      return html(block.table().get());
    }
    return formatted ? markdown(block) : text.of(block);
  }

  private String markdown(Block block) {
    ReadPage alone =
        new ReadPage(
            page.number(),
            page.width(),
            page.height(),
            page.source(),
            page.reason(),
            List.of(running(block)));
    return MarkdownWriter.page(alone, FigureLinks.none()).stripTrailing();
  }

  /** Within the elements that PaddleX puts around it. */
  private static String html(Table table) {
    return "<html><body>" + new HtmlTable().write(table) + "</body></html>";
  }

  private static TableResult table(Block block, Table table) {
    List<ReadLine> lines = block.lines();
    return new TableResult(
        table.cells().stream().map(cell -> Coordinates.wholeBox(cell.area())).toList(),
        html(table),
        new TableText(
            lines.stream().map(line -> Coordinates.wholeCorners(line.area())).toList(),
            lines.stream().map(ReadLine::text).toList(),
            lines.stream().map(ReadLine::score).toList(),
            lines.stream().map(line -> Coordinates.wholeBox(line.area())).toList()));
  }

  /** The outline of its region; of lines without one, their box. */
  private List<List<Number>> outline(Block block) {
    return regions.stream()
        .filter(region -> region.label().equals(block.label()) && isAt(region, block.area()))
        .findFirst()
        .map(Coordinates::outline)
        .orElseGet(
            () ->
                Coordinates.wholeCorners(block.area()).stream()
                    .map(corner -> List.<Number>copyOf(corner))
                    .toList());
  }

  private static boolean isAt(Region region, Area area) {
    return region.x1() == area.left()
        && region.y1() == area.top()
        && region.x2() == area.right()
        && region.y2() == area.bottom();
  }
}
