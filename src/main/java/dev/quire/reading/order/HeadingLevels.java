package dev.quire.reading.order;

import dev.quire.reading.Block;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadPage;
import dev.quire.reading.Role;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Ranks headings: 1 for a title, 2 to 6 for headings by their numbers ("2.1" is 3) and, without a
 * number, by how large their letters are among all headings.
 */
public final class HeadingLevels {

  private static final int DEEPEST = 6;

  private HeadingLevels() {}

  /** The same blocks, ranked by what one page tells. */
  public static List<Block> ofPage(List<Block> blocks) {
    return ranked(blocks, sizes(blocks));
  }

  /**
   * The same pages, ranked together: equal headings have equal ranks throughout the document. Pages
   * may have different resolutions; sizes are compared as shares of the page's longer side.
   */
  public static List<ReadPage> ofDocument(List<ReadPage> pages) {
    HeadingSizes sizes =
        HeadingSizes.of(
            pages.stream()
                .flatMap(p -> p.blocks().stream().filter(HeadingLevels::heading).map(b -> of(b, p)))
                .toList());
    return pages.stream()
        .map(
            p ->
                new ReadPage(
                    p.number(),
                    p.width(),
                    p.height(),
                    p.source(),
                    p.reason(),
                    p.blocks().stream()
                        .map(b -> heading(b) ? with(b, level(of(b, p), sizes)) : ranked(b))
                        .toList()))
        .toList();
  }

  private static List<Block> ranked(List<Block> blocks, HeadingSizes sizes) {
    return blocks.stream()
        .map(b -> heading(b) ? with(b, level(of(b, 1), sizes)) : ranked(b))
        .toList();
  }

  private static HeadingSizes sizes(List<Block> blocks) {
    return HeadingSizes.of(
        blocks.stream().filter(HeadingLevels::heading).map(b -> of(b, 1)).toList());
  }

  private static boolean heading(Block block) {
    return block.role() == Role.HEADING;
  }

  private static Block ranked(Block block) {
    return with(block, block.role() == Role.TITLE ? 1 : 0);
  }

  private static int level(HeadingSizes.Heading heading, HeadingSizes sizes) {
    int level =
        heading.depth().isPresent() ? heading.depth().getAsInt() + 1 : sizes.level(heading.size());
    return Math.max(2, Math.min(DEEPEST, level));
  }

  private static HeadingSizes.Heading of(Block block, ReadPage page) {
    return of(block, Math.max(1, Math.max(page.width(), page.height())));
  }

  private static HeadingSizes.Heading of(Block block, double scale) {
    double[] heights = block.lines().stream().mapToDouble(ReadLine::fontSize).sorted().toArray();
    double height =
        heights.length > 0
            ? heights[heights.length / 2]
            : Math.min(block.area().height(), block.area().width());
    String text = block.lines().stream().map(ReadLine::text).collect(Collectors.joining(" "));
    OptionalInt depth = HeadingNumber.depth(text);
    return new HeadingSizes.Heading(height / scale, depth);
  }

  private static Block with(Block block, int level) {
    return block.level() == level
        ? block
        : new Block(
            block.role(),
            block.label(),
            block.score(),
            block.area(),
            level,
            block.lines(),
            block.table());
  }
}
