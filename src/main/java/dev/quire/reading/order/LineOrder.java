package dev.quire.reading.order;

import dev.quire.reading.ReadLine;
import dev.quire.reading.WritingMode;
import java.util.ArrayList;
import java.util.List;

/** Puts the lines of a block in order. */
final class LineOrder {

  /** What stands closer on a row, in heights of a line, is no column of its own. */
  private static final double GUTTER = 0.8;

  private static final double SLACK_Y = 0.25;

  /** Fewer rows do not make columns. */
  private static final int LEAST_ROWS = 3;

  private final WritingMode page;

  /**
   * @param page which way the page is written, for blocks that do not tell
   */
  LineOrder(WritingMode page) {
    this.page = page;
  }

  /** The draft's lines in reading order. */
  List<ReadLine> of(Draft draft) {
    List<ReadLine> lines = draft.lines();
    if (lines.size() < 2) {
      return lines;
    }
    Frame frame = new Frame(Scripts.of(lines, page));
    List<Item> items = new ArrayList<>();
    for (ReadLine line : lines) {
      items.add(Item.of(items.size(), frame.of(line.area())));
    }
    List<List<Item>> rows = Rows.of(items);
    boolean alongRows =
        switch (draft.role()) {
          case TABLE, FIGURE, CODE -> true;
          default -> rows.size() < LEAST_ROWS;
        };
    List<Item> ordered =
        alongRows ? rows.stream().flatMap(List::stream).toList() : cutter(items).order(items);
    return ordered.stream().map(i -> lines.get(i.index())).toList();
  }

  private static Cutter cutter(List<Item> items) {
    double[] heights = items.stream().mapToDouble(i -> i.area().height()).sorted().toArray();
    double height = heights[heights.length / 2];
    return new Cutter(new Slack(-GUTTER / 2 * height, SLACK_Y * height), 2 * height);
  }
}
