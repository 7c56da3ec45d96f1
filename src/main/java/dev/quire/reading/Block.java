package dev.quire.reading;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A region of a page with what it says.
 *
 * @param role what it is to its reader
 * @param label the layout model's own name for it; {@code text} for lines that no region held
 * @param score how sure the layout model is, 0 to 1; 0 for lines that no region held
 * @param area where it stands
 * @param level rank of a heading: 1 for a document's title, 2 to 6 for headings under it; 0 for
 *     every other role
 * @param lines its lines in the order in which they are read
 * @param table its cells, for a table in which they were found
 */
public record Block(
    Role role,
    String label,
    double score,
    Area area,
    int level,
    List<ReadLine> lines,
    Optional<Table> table) {

  /** Copies the lines and checks the level. */
  public Block {
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(area, "area");
    Objects.requireNonNull(table, "table");
    lines = List.copyOf(lines);
    if (level < 0 || level > 6) {
      throw new IllegalArgumentException("level " + level + " is not 0 to 6");
    }
  }
}
