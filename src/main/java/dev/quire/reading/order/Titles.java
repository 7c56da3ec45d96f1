package dev.quire.reading.order;

import dev.quire.reading.Block;
import dev.quire.reading.ReadLine;
import dev.quire.reading.Role;
import java.util.ArrayList;
import java.util.List;

/** Finds the title of a document among its headings by place and size. */
public final class Titles {

  /** How much larger a title's letters are than those of headings. */
  private static final double LARGER = 1.16;

  private Titles() {}

  /**
   * The blocks of a document's first page, its title said to be one: the first heading, above which
   * nothing is read, if the others are smaller. Of several titles those are headings that are
   * smaller than the largest.
   *
   * @param blocks in reading order
   */
  public static List<Block> onFirstPage(List<Block> blocks) {
    List<Block> headings = blocks.stream().filter(Titles::heading).toList();
    if (headings.isEmpty()) {
      return blocks;
    }
    double largest = headings.stream().mapToDouble(Titles::size).max().orElse(0);
    boolean titled =
        headings.stream().anyMatch(block -> block.role() == Role.TITLE && isNear(block, largest));
    Block first = blocks.stream().filter(block -> !block.role().furniture()).findFirst().get();
    double others =
        headings.stream().filter(block -> block != first).mapToDouble(Titles::size).max().orElse(0);
    boolean promoted = !titled && heading(first) && others > 0 && size(first) > LARGER * others;
    List<Block> ranked = new ArrayList<>();
    for (Block block : blocks) {
      if (block == first && promoted) {
        ranked.add(as(Role.TITLE, block));
      } else if (block.role() == Role.TITLE && !isNear(block, largest)) {
        ranked.add(as(Role.HEADING, block));
      } else {
        ranked.add(block);
      }
    }
    return HeadingLevels.ofPage(ranked);
  }

  private static boolean heading(Block block) {
    return block.role() == Role.TITLE || block.role() == Role.HEADING;
  }

  private static boolean isNear(Block block, double largest) {
    return LARGER * size(block) >= largest;
  }

  private static double size(Block block) {
    return block.lines().stream().mapToDouble(ReadLine::fontSize).max().orElse(0);
  }

  private static Block as(Role role, Block block) {
    return new Block(
        role,
        block.label(),
        block.score(),
        block.area(),
        role == Role.TITLE ? 1 : 0,
        block.lines(),
        block.table());
  }
}
