package dev.quire.reading.order;

import dev.quire.reading.Area;
import dev.quire.reading.Block;
import dev.quire.reading.ReadLine;
import dev.quire.reading.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Makes items of lists of blocks of text: layout models without a label for lists call them text,
 * several in one region or one in several.
 */
final class ListItems {

  /** Of a line's size: how far to the left of its mark an item's next line may begin. */
  private static final double OUTSIDE = 0.6;

  /**
   * Of a block's lines: what a model takes for code is a list where as many begin with marks. Short
   * lines at several indents look like both.
   */
  private static final double LISTED = 0.5;

  private final Frame frame;
  private final Predicate<ReadLine> bulleted;

  /**
   * @param bulleted whether the page shows a bullet before a line that is no part of its text
   */
  ListItems(Frame frame, Predicate<ReadLine> bulleted) {
    this.frame = frame;
    this.bulleted = bulleted;
  }

  /** The blocks in their order, those with marks cut into items. */
  List<Block> of(List<Block> blocks) {
    List<Block> cut = new ArrayList<>();
    int from = 0;
    while (from < blocks.size()) {
      int to = from;
      while (to < blocks.size() && running(blocks.get(to))) {
        to++;
      }
      if (to > from) {
        List<Block> run = blocks.subList(from, to);
        Set<ReadLine> marked = new MarkedLines(frame, bulleted).of(run);
        run.forEach(block -> cut(block, marked, cut));
        from = to;
      } else {
        cut.add(blocks.get(from++));
      }
    }
    return cut;
  }

  private static boolean running(Block block) {
    return block.role() == Role.TEXT || block.role() == Role.LIST_ITEM || block.role() == Role.CODE;
  }

  private void cut(Block block, Set<ReadLine> marked, List<Block> into) {
    long items = block.lines().stream().filter(marked::contains).count();
    if (items == 0 || block.role() == Role.CODE && items < LISTED * block.lines().size()) {
      into.add(block);
      return;
    }
    List<ReadLine> lines = new ArrayList<>();
    Optional<ReadLine> mark = Optional.empty();
    List<Block> parts = new ArrayList<>();
    for (ReadLine line : block.lines()) {
      boolean ends = mark.isPresent() && outside(line, mark.get());
      if ((marked.contains(line) || ends) && !lines.isEmpty()) {
        parts.add(part(block, mark, lines));
        lines = new ArrayList<>();
      }
      if (marked.contains(line)) {
        mark = Optional.of(line);
      } else if (ends) {
        mark = Optional.empty();
      }
      lines.add(line);
    }
    parts.add(part(block, mark, lines));
    into.addAll(parts.size() == 1 ? List.of(within(parts.get(0), block.area())) : parts);
  }

  private boolean outside(ReadLine line, ReadLine mark) {
    return frame.of(line.area()).left() < frame.of(mark.area()).left() - OUTSIDE * mark.fontSize();
  }

  private static Block part(Block block, Optional<ReadLine> mark, List<ReadLine> lines) {
    Role own = block.role() == Role.CODE ? Role.TEXT : block.role();
    Role role = mark.isPresent() ? Role.LIST_ITEM : own;
    Area area = Area.around(lines.stream().map(ReadLine::area).toList());
    return new Block(role, block.label(), block.score(), area, block.level(), lines, block.table());
  }

  private static Block within(Block block, Area area) {
    return new Block(
        block.role(),
        block.label(),
        block.score(),
        area,
        block.level(),
        block.lines(),
        block.table());
  }
}
