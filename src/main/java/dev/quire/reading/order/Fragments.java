package dev.quire.reading.order;

import dev.quire.reading.Area;
import dev.quire.reading.Block;
import dev.quire.reading.ReadLine;
import dev.quire.reading.Role;
import dev.quire.reading.text.Characters;
import dev.quire.reading.text.Continuation;
import java.util.ArrayList;
import java.util.List;

/**
 * Joins a block of text with the one before it where a layout model's box ended in the middle of a
 * paragraph, of a list's item or of a heading.
 */
final class Fragments {

  /** Heights differ by this factor at most. */
  private static final double LIKE = 1.33;

  /** The same for lines of one heading. */
  private static final double SAME = 1.16;

  /** Of the narrower line's width: how much of it lies below the other. */
  private static final double SHARED = 0.5;

  /** Distances, in heights of the line. */
  private static final double GAP = 0.6;

  private static final double HEADING_GAP = 0.8;
  private static final double INDENT = 2.5;
  private static final double ALIGNED = 0.5;
  private static final double PITCH = 0.25;

  /** Share of the width that a line fills which goes on in the next: in a sentence, and after. */
  private static final double LONG = 0.6;

  private static final double FULL = 0.9;

  private final Frame frame;

  Fragments(Frame frame) {
    this.frame = frame;
  }

  /** The blocks in their order, fragments joined. */
  List<Block> joined(List<Block> blocks) {
    List<Block> joined = new ArrayList<>();
    for (Block block : blocks) {
      int last = joined.size() - 1;
      if (last >= 0 && continues(joined.get(last), block)) {
        joined.set(last, join(joined.get(last), block));
      } else {
        joined.add(block);
      }
    }
    return joined;
  }

  private boolean continues(Block before, Block block) {
    if (before.lines().isEmpty() || block.lines().isEmpty()) {
      return false;
    }
    return switch (before.role()) {
      case TEXT, LIST_ITEM -> block.role() == Role.TEXT && textGoesOn(before, block);
      case TITLE, HEADING -> block.role() == Role.HEADING && headingGoesOn(before, block);
      default -> false;
    };
  }

  /** Whether a heading's second line became a heading of its own. */
  private boolean headingGoesOn(Block before, Block block) {
    ReadLine end = before.lines().get(before.lines().size() - 1);
    ReadLine start = block.lines().get(0);
    Area upper = frame.of(end.area());
    Area lower = frame.of(start.area());
    return end.mode() == start.mode()
        && upper.height() <= SAME * lower.height()
        && lower.height() <= SAME * upper.height()
        && Math.abs(lower.top() - upper.bottom()) <= HEADING_GAP * lower.height()
        && upper.overlapX(lower) >= SHARED * Math.min(upper.width(), lower.width())
        && goesOn(end, start);
  }

  private boolean textGoesOn(Block before, Block block) {
    ReadLine end = before.lines().get(before.lines().size() - 1);
    ReadLine start = block.lines().get(0);
    Area upper = frame.of(end.area());
    Area lower = frame.of(start.area());
    double height = lower.height();
    double gap = lower.top() - upper.bottom();
    Area whole = frame.of(before.area()).union(frame.of(block.area()));
    double filled = (upper.right() - whole.left()) / Math.max(1, whole.width());
    if (end.mode() != start.mode()
        || upper.height() > LIKE * height
        || height > LIKE * upper.height()
        || Math.abs(gap) > GAP * height
        || filled < LONG) {
      return false;
    }
    return goesOn(end, start)
        ? inReach(before, lower)
        : filled >= FULL && inStep(before, upper, lower);
  }

  private static boolean goesOn(ReadLine end, ReadLine start) {
    String before = Characters.collapse(end.text());
    String after = Characters.collapse(start.text());
    return !before.isEmpty()
        && !after.isEmpty()
        && Continuation.unfinished(before)
        && Continuation.continues(before, after);
  }

  private boolean inReach(Block before, Area lower) {
    double left = frame.of(before.area()).left();
    return lower.left() >= left - lower.height() && lower.left() <= left + INDENT * lower.height();
  }

  /** Whether the line stands where the block's next line would, and begins as its last does. */
  private boolean inStep(Block before, Area upper, Area lower) {
    int lines = before.lines().size();
    if (lines < 2) {
      return false;
    }
    Area above = frame.of(before.lines().get(lines - 2).area());
    double pitch = upper.centreY() - above.centreY();
    double step = lower.centreY() - upper.centreY();
    return Math.abs(step - pitch) <= PITCH * lower.height()
        && Math.abs(lower.left() - upper.left()) <= ALIGNED * lower.height();
  }

  private static Block join(Block before, Block block) {
    List<ReadLine> lines = new ArrayList<>(before.lines());
    lines.addAll(block.lines());
    return new Block(
        before.role(),
        before.label(),
        Math.max(before.score(), block.score()),
        before.area().union(block.area()),
        before.level(),
        lines,
        before.table());
  }
}
