package dev.quire.reading.write;

import dev.quire.reading.text.ListMark;
import java.util.ArrayList;
import java.util.List;

/** Writes items of lists; keeps the list that is being written. Not thread-safe. */
final class MarkdownList {

  /** An open list: its last mark, and how many columns its items' texts are moved to the right. */
  private record Level(ListMark mark, int width) {}

  private final List<Level> levels = new ArrayList<>();

  /** Ends the list: another piece follows. */
  void end() {
    levels.clear();
  }

  /** The item, with the line end that parts it from the one before unless it begins the list. */
  String item(Piece.Item item) {
    int depth = Math.min(item.depth(), levels.size());
    ListMark before = depth < levels.size() ? levels.get(depth).mark() : null;
    boolean begins = levels.isEmpty();
    levels.subList(depth, levels.size()).clear();
    String indent = " ".repeat(levels.stream().mapToInt(Level::width).sum());
    String mark = mark(item.mark());
    levels.add(new Level(item.mark(), mark.length()));
    String line = indent + mark + MarkdownEscape.line(item.text());
    return begins ? line : separator(item.mark(), before, indent) + line;
  }

  private static String mark(ListMark mark) {
    return mark instanceof ListMark.Number number
        ? number.digits() + number.delimiter() + ' '
        : "- ";
  }

  /**
   * Numbers that do not follow one another need a new list, or they would be shown as if they did;
   * and a list that does not begin with 1 needs a blank line above.
   */
  private static String separator(ListMark mark, ListMark before, String indent) {
    if (!(mark instanceof ListMark.Number number)) {
      return "\n";
    }
    if (!(before instanceof ListMark.Number last)) {
      return number.value() == 1 ? "\n" : "\n\n";
    }
    return last.delimiter() != number.delimiter() || number.follows(last)
        ? "\n"
        : "\n\n" + indent + "<!-- -->\n\n";
  }
}
