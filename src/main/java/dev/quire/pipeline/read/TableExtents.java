package dev.quire.pipeline.read;

import dev.quire.reading.Area;
import dev.quire.reading.table.Rule;
import java.util.List;
import java.util.Optional;

/**
 * How far a table reaches by its rules: layout models often cut its first or last row off. A box
 * grows to the ends of the upright rules that it cuts, and to level rules beside it that are as
 * wide as it is. Immutable and thread-safe.
 */
final class TableExtents {

  /** Of the box's height, that an upright rule of its own shares with it. */
  private static final double SHARED_HEIGHT = 0.3;

  /** Of the box's width, that a level rule of its own covers, and of the rule that it covers. */
  private static final double SHARED_WIDTH = 0.8;

  /** In heights of letters: the row that a box cuts off is no higher. */
  private static final double ROW = 3;

  private final double letters;

  /**
   * @param letters how high the table's letters are, in pixels of the page; rules further from the
   *     box to the side are not its own, and above and below three times that
   */
  TableExtents(double letters) {
    this.letters = letters;
  }

  /** Rules further from the box than this do not matter, in pixels of the page. */
  double reach() {
    return ROW * letters;
  }

  /** The box of a table, grown to its rules. */
  Area grown(Area box, List<Rule> rules) {
    Area grown = box;
    for (Rule rule : rules) {
      if (!rule.horizontal() && isSide(rule, box)) {
        grown = grown.union(new Area(rule.at(), rule.from(), rule.at(), rule.to()));
      }
    }
    Area wide = grown;
    Optional<Area> edges =
        rules.stream()
            .filter(rule -> rule.horizontal() && isEdge(rule, wide))
            .map(rule -> new Area(rule.from(), rule.at(), rule.to(), rule.at()))
            .reduce(Area::union);
    return edges.map(wide::union).orElse(wide);
  }

  /** Whether an upright rule runs through the box or along its side. */
  private boolean isSide(Rule rule, Area box) {
    double shared = Math.min(rule.to(), box.bottom()) - Math.max(rule.from(), box.top());
    return shared >= SHARED_HEIGHT * box.height()
        && rule.at() >= box.left() - letters
        && rule.at() <= box.right() + letters;
  }

  /** Whether a level rule lies just above or below the box, and is as wide. */
  private boolean isEdge(Rule rule, Area box) {
    double shared = Math.min(rule.to(), box.right()) - Math.max(rule.from(), box.left());
    return rule.at() >= box.top() - reach()
        && rule.at() <= box.bottom() + reach()
        && shared >= SHARED_WIDTH * box.width()
        && shared >= SHARED_WIDTH * rule.length();
  }
}
