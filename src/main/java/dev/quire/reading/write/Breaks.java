package dev.quire.reading.write;

import dev.quire.reading.Area;
import dev.quire.reading.Block;
import dev.quire.reading.Role;
import java.util.EnumSet;
import java.util.Set;

/** Where on a page text may go on that was begun before: its beginning, columns and floats. */
final class Breaks {

  private static final Set<Role> FLOATS =
      EnumSet.of(Role.FIGURE, Role.TABLE, Role.CAPTION, Role.FOOTNOTE);
  private static final double SHARED_WIDTH = 0.2;

  private Block before;
  private boolean floated = true;

  /** Whether a break lies between this block and the text before it; called once for each block. */
  boolean before(Block block) {
    if (FLOATS.contains(block.role())) {
      floated = true;
      return false;
    }
    boolean broken = floated || before == null || otherColumn(before.area(), block.area());
    before = block;
    floated = false;
    return broken;
  }

  /** Whether the block stands beside the other, and not below it. */
  private static boolean otherColumn(Area before, Area area) {
    double narrower = Math.min(before.width(), area.width());
    return area.top() < before.bottom() && before.overlapX(area) <= SHARED_WIDTH * narrower;
  }
}
