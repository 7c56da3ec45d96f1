package dev.quire.reading.order;

import dev.quire.reading.Area;
import dev.quire.reading.Block;
import dev.quire.reading.ReadLine;
import dev.quire.reading.Role;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A block whose place in the order is not yet known.
 *
 * @param role what it is
 * @param label the model's name for it
 * @param score how sure the model is
 * @param area where it stands on the page
 * @param rank its place in the model's order
 * @param lines what it says
 */
record Draft(
    Role role, String label, double score, Area area, OptionalInt rank, List<ReadLine> lines) {

  Draft {
    lines = List.copyOf(lines);
  }

  /** Lines that no region holds. */
  static Draft loose(List<ReadLine> lines) {
    Area area = Area.around(lines.stream().map(ReadLine::area).toList());
    return new Draft(Role.TEXT, "text", 0, area, OptionalInt.empty(), lines);
  }

  static Draft of(LayoutRegion region, Area area, List<ReadLine> lines) {
    OptionalInt rank = region.rank() == null ? OptionalInt.empty() : OptionalInt.of(region.rank());
    boolean caption = region.role() == Role.HEADING && CaptionWords.begin(lines);
    return new Draft(
        caption ? Role.CAPTION : region.role(), region.label(), region.score(), area, rank, lines);
  }

  boolean heading() {
    return role == Role.TITLE || role == Role.HEADING;
  }

  /** Whether captions may belong to it. */
  boolean captioned() {
    return role == Role.FIGURE || role == Role.TABLE;
  }

  Block block(List<ReadLine> ordered) {
    return new Block(
        role, label, score, area, role == Role.TITLE ? 1 : 0, ordered, Optional.empty());
  }
}
