package dev.quire.reading.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.reading.Area;
import dev.quire.reading.Block;
import dev.quire.reading.ReadLine;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/**
 * Pages with many lines, also such as nobody prints, end; the limit is far above what they take,
 * and far below what anything cubic would.
 */
class ManyLinesTest {

  private static final int LINES = 5000;

  /** Of processor time, which other programs do not lengthen. */
  private static final long LIMIT_MS = 20_000;

  private final Random random = new Random(1);

  @Test
  void printedLines() {
    check("columns", i -> box(50 + 310 * (i / 1667), 10 + 8.0 * (i % 1667), 290, 7));
  }

  @Test
  void scatteredLines() {
    check("scattered", i -> box(random.nextInt(900), random.nextInt(13000), 100, 10));
  }

  @Test
  void linesInOnePlace() {
    check("one place", i -> box(100, 100, 200, 10));
  }

  @Test
  void linesInOneRow() {
    check("one row", i -> box(10 * i, 100, 8, 10));
  }

  @Test
  void tangledLines() {
    check("tangled", i -> box(random.nextInt(600), random.nextInt(1000), 400, 300));
  }

  @Test
  void stairs() {
    check("stairs", i -> box(2 * i, 2 * i, 30, 10));
  }

  @Test
  void fallingStairs() {
    check("falling stairs", i -> box(2 * (LINES - i), 2 * i, 30, 10));
  }

  @Test
  void aSpiral() {
    check(
        "spiral",
        i -> {
          double inner = 3.0 * (LINES - i) / 4;
          return switch (i % 4) {
            case 0 -> box(-inner, -inner, 2 * inner, 1);
            case 1 -> box(inner, -inner, 1, 2 * inner);
            case 2 -> box(-inner + 2, inner, 2 * inner, 1);
            default -> box(-inner, -inner + 2, 1, 2 * inner);
          };
        });
  }

  private static Area box(double left, double top, double width, double height) {
    return new Area(left, top, left + width, top + height);
  }

  private void check(String what, IntFunction<Area> area) {
    List<ReadLine> lines = new ArrayList<>();
    List<LayoutRegion> regions = new ArrayList<>();
    for (int i = 0; i < LINES; i++) {
      lines.add(ReadLine.of("line " + i, area.apply(i)));
      if (i % 17 == 0) {
        regions.add(new LayoutRegion("text", 0.5, area.apply(i), i));
      }
    }
    LayoutRegion page = new LayoutRegion("text", 1, new Area(-9999, -9999, 99999, 99999), 1);
    ended(what + ", no regions", List.of(), lines);
    ended(what + ", one region", List.of(page), lines);
    ended(what + ", many regions", regions, lines);
  }

  private static void ended(String what, List<LayoutRegion> regions, List<ReadLine> lines) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    List<Block> blocks =
        new ReadingOrder(ReadingOptions.defaults()).of(regions, 1000, 14000, lines);
    long taken = (threads.getCurrentThreadCpuTime() - start) / 1_000_000;
    assertEquals(LINES, blocks.stream().mapToLong(b -> b.lines().size()).sum());
    System.out.printf("5000 lines (%s): %d ms of processor time%n", what, taken);
    assertTrue(taken < LIMIT_MS, what + " took " + taken + " ms");
  }
}
