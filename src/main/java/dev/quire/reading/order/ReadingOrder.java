package dev.quire.reading.order;

import dev.quire.reading.Block;
import dev.quire.reading.ReadLine;
import dev.quire.reading.WritingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Joins the regions of a page with its lines and puts both in the order in which they are read.
 *
 * <p>Each line comes out exactly once; one that was recognised across two regions side by side
 * comes out in two parts if its words are known. Lines that no region holds become blocks of text.
 * Immutable and safe for use by many threads.
 */
public final class ReadingOrder {

  /** Makes the order independent of that of the input where choices are equal. */
  private static final Comparator<LayoutRegion> BY_PLACE =
      Comparator.<LayoutRegion>comparingDouble(r -> r.area().top())
          .thenComparingDouble(r -> r.area().left())
          .thenComparingDouble(r -> r.area().bottom())
          .thenComparingDouble(r -> r.area().right())
          .thenComparing(LayoutRegion::label);

  private final ReadingOptions options;

  /** Puts pages in order as the options say. */
  public ReadingOrder(ReadingOptions options) {
    this.options = Objects.requireNonNull(options, "options");
  }

  /**
   * The blocks of a page in reading order, headings ranked by what the page alone tells; tables
   * have no cells yet.
   *
   * @param regions as a layout model found them, in any order
   * @param width of the page, in pixels
   * @param height of the page, in pixels
   * @param lines as a text layer or recognition gave them, in any order
   */
  public List<Block> of(
      List<LayoutRegion> regions, double width, double height, List<ReadLine> lines) {
    return of(regions, width, height, lines, line -> false);
  }

  /**
   * The same of a page whose picture can be looked at.
   *
   * @param bulleted whether the page shows a bullet before a line that is no part of its text
   */
  public List<Block> of(
      List<LayoutRegion> regions,
      double width,
      double height,
      List<ReadLine> lines,
      Predicate<ReadLine> bulleted) {
    WritingMode mode = options.mode().orElseGet(() -> Scripts.of(lines, WritingMode.LEFT_TO_RIGHT));
    Frame frame = new Frame(mode);
    List<LayoutRegion> sorted =
        regions.stream().sorted(BY_PLACE).map(region -> ranked(region, mode)).toList();
    List<Draft> drafts = new Assignment(sorted, width * height, frame).of(lines);
    LineOrder lineOrder = new LineOrder(mode);
    List<Block> blocks =
        new BlockOrder(width, height, frame)
            .of(drafts).stream().map(d -> d.block(lineOrder.of(d))).toList();
    List<Block> items = new ListItems(frame, bulleted).of(HeadingLines.of(blocks));
    return HeadingLevels.ofPage(new Fragments(frame).joined(items));
  }

  /** Models learn their ranks from pages that are read from left to right. */
  private static LayoutRegion ranked(LayoutRegion region, WritingMode mode) {
    return mode == WritingMode.LEFT_TO_RIGHT
        ? region
        : new LayoutRegion(region.label(), region.score(), region.area(), null);
  }
}
