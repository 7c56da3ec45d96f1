package dev.quire.reading.order;

import dev.quire.reading.Area;
import java.util.ArrayList;
import java.util.List;

/**
 * Orders items by cutting them apart along white gaps, again and again: XY-cut. Strips one above
 * the other are joined for as long as the same columns run through them, so that what spans the
 * columns cuts them and the chance gap between two paragraphs does not.
 */
final class Cutter {

  /** Deeper nesting than any page has; below it rows are good enough. */
  private static final int DEEPEST = 48;

  private final Gaps gaps;
  private final Runs runs;
  private final Choice choice;
  private final SoftCut soft = new SoftCut();

  /**
   * @param slack how far things may reach into each other
   * @param line what is higher is more than one line
   */
  Cutter(Slack slack, double line) {
    this.gaps = new Gaps(slack);
    this.runs = new Runs(slack);
    this.choice = new Choice(new Labels(line));
  }

  /** The same items in reading order. */
  List<Item> order(List<Item> items) {
    List<Item> ordered = new ArrayList<>(items.size());
    order(items, 0, ordered);
    return ordered;
  }

  private void order(List<Item> items, int depth, List<Item> into) {
    if (items.size() < 2) {
      into.addAll(items);
      return;
    }
    if (depth > DEEPEST) {
      Rows.of(items).forEach(into::addAll);
      return;
    }
    List<List<Item>> parts = parts(items);
    if (parts.size() < 2) {
      Rows.of(items).forEach(into::addAll);
      return;
    }
    for (List<Item> part : parts) {
      order(part, depth + 1, into);
    }
  }

  private List<List<Item>> parts(List<Item> items) {
    List<List<Item>> strips = gaps.strips(items);
    List<List<Item>> columns = gaps.columns(items);
    if (strips.size() == 1 && columns.size() == 1) {
      return soft.of(items);
    }
    if (strips.size() == 1) {
      return columns;
    }
    if (columns.size() == 1) {
      return runs.of(strips);
    }
    return choice.of(strips, columns);
  }

  /** The rectangle around all of the items. */
  static Area around(List<Item> items) {
    return Area.around(items.stream().map(Item::area).toList());
  }
}
