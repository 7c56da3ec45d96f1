package dev.quire.reading.order;

import dev.quire.reading.Area;
import dev.quire.reading.Block;
import dev.quire.reading.ReadLine;
import dev.quire.reading.WritingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Draws pages of 1000 × 1400 pixels for tests; regions are known by the text of their line. */
final class Pages {

  static final int WIDTH = 1000;
  static final int HEIGHT = 1400;

  private final List<LayoutRegion> regions = new ArrayList<>();
  private final List<ReadLine> lines = new ArrayList<>();

  /** A region of one line, which fills it. */
  Pages region(String label, String text, double... box) {
    return empty(label, null, box).line(text, box);
  }

  Pages ranked(int rank, String label, String text, double... box) {
    empty(label, rank, box);
    return line(text, box);
  }

  Pages empty(String label, Integer rank, double... box) {
    regions.add(new LayoutRegion(label, 0.9, area(box), rank));
    return this;
  }

  Pages line(String text, double... box) {
    lines.add(ReadLine.of(text, area(box)));
    return this;
  }

  Pages line(String text, WritingMode mode, double... box) {
    lines.add(new ReadLine(text, area(box), mode, 1, List.of()));
    return this;
  }

  Pages line(ReadLine line) {
    lines.add(line);
    return this;
  }

  static Area area(double... box) {
    return new Area(box[0], box[1], box[2], box[3]);
  }

  List<Block> blocks() {
    return blocks(ReadingOptions.defaults());
  }

  /** The blocks of the page, whose regions and lines come in no order. */
  List<Block> blocks(ReadingOptions options) {
    Random random = new Random(42);
    List<LayoutRegion> mixed = new ArrayList<>(regions);
    Collections.shuffle(mixed, random);
    List<ReadLine> mixedLines = new ArrayList<>(lines);
    Collections.shuffle(mixedLines, random);
    return new ReadingOrder(options).of(mixed, WIDTH, HEIGHT, mixedLines);
  }

  /** All lines in reading order, joined by spaces. */
  String read() {
    return text(blocks());
  }

  static String text(List<Block> blocks) {
    return String.join(
        " ", blocks.stream().flatMap(b -> b.lines().stream()).map(ReadLine::text).toList());
  }
}
