package dev.quire.reading.order;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.reading.Area;
import dev.quire.reading.Block;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadWord;
import dev.quire.reading.WritingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a page holds, nothing is lost and nothing is said twice. */
class ReadingOrderProperties {

  private static final List<String> LABELS =
      List.of(
          "text",
          "doc_title",
          "paragraph_title",
          "table",
          "image",
          "figure_title",
          "footnote",
          "header",
          "footer",
          "number",
          "aside_text",
          "display_formula",
          "no such label");

  @Property(tries = 500)
  void everyLineComesOutOnce(
      @ForAll("regions") List<LayoutRegion> regions,
      @ForAll("lines") List<ReadLine> lines,
      @ForAll WritingMode mode) {
    List<Block> blocks =
        new ReadingOrder(ReadingOptions.of(mode)).of(regions, 1000, 1400, numbered(lines, false));

    assertEquals(numbers(lines.size()), sorted(blocks, "\\s+"));
  }

  @Property(tries = 500)
  void everyWordComesOutOnce(
      @ForAll("regions") List<LayoutRegion> regions, @ForAll("lines") List<ReadLine> lines) {
    List<Block> blocks =
        new ReadingOrder(ReadingOptions.defaults()).of(regions, 1000, 1400, numbered(lines, true));

    List<String> words =
        blocks.stream()
            .flatMap(b -> b.lines().stream())
            .flatMap(l -> l.words().stream())
            .map(ReadWord::text)
            .sorted(Comparator.comparing(Double::valueOf))
            .toList();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      for (int word = 0; word < 4; word++) {
        expected.add(i + "." + word);
      }
    }
    assertEquals(expected, words);
    assertEquals(expected, sorted(blocks, "\\s+"));
  }

  @Property(tries = 200)
  void theOrderOfTheInputDoesNotMatter(
      @ForAll("regions") List<LayoutRegion> regions, @ForAll("lines") List<ReadLine> lines) {
    // Equal areas have no order of their own.
    Set<Area> seen = new HashSet<>();
    List<LayoutRegion> distinct = regions.stream().filter(r -> seen.add(r.area())).toList();
    ReadingOrder order = new ReadingOrder(ReadingOptions.defaults());
    List<LayoutRegion> reversed = new ArrayList<>(distinct);
    Collections.reverse(reversed);

    assertEquals(
        areas(order.of(distinct, 1000, 1400, List.of())),
        areas(order.of(reversed, 1000, 1400, List.of())));
  }

  private static List<Area> areas(List<Block> blocks) {
    return blocks.stream().map(Block::area).toList();
  }

  private static List<String> sorted(List<Block> blocks, String separator) {
    return blocks.stream()
        .flatMap(b -> b.lines().stream())
        .flatMap(l -> List.of(l.text().split(separator)).stream())
        .sorted(Comparator.comparing(Double::valueOf))
        .toList();
  }

  private static List<String> numbers(int count) {
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add("" + i);
    }
    return numbers;
  }

  /** Lines with their number for a text, or with four words that are numbered within them. */
  private static List<ReadLine> numbered(List<ReadLine> lines, boolean words) {
    List<ReadLine> numbered = new ArrayList<>();
    for (ReadLine line : lines) {
      int number = numbered.size();
      Area area = line.area();
      List<ReadWord> parts = new ArrayList<>();
      for (int word = 0; words && word < 4; word++) {
        double left = area.left() + area.width() * word / 4;
        Area of = new Area(left, area.top(), left + area.width() / 4, area.bottom());
        parts.add(new ReadWord(number + "." + word, of));
      }
      String text =
          words
              ? String.join("  ", parts.stream().map(ReadWord::text).toList())
              : Integer.toString(number);
      numbered.add(new ReadLine(text, area, line.mode(), 1, parts));
    }
    return numbered;
  }

  @Provide
  Arbitrary<List<LayoutRegion>> regions() {
    return Combinators.combine(
            Arbitraries.of(LABELS),
            areas(600),
            Arbitraries.integers().between(1, 30).injectNull(.5))
        .as((label, area, rank) -> new LayoutRegion(label, 0.5, area, rank))
        .list()
        .ofMaxSize(25);
  }

  @Provide
  Arbitrary<List<ReadLine>> lines() {
    return Combinators.combine(areas(60), Arbitraries.of(WritingMode.class))
        .as((area, mode) -> new ReadLine("", area, mode, 1, List.of()))
        .list()
        .ofMaxSize(60);
  }

  private static Arbitrary<Area> areas(int highest) {
    Arbitrary<Integer> x = Arbitraries.integers().between(-20, 1020);
    Arbitrary<Integer> y = Arbitraries.integers().between(-20, 1420);
    Arbitrary<Integer> width = Arbitraries.integers().between(0, 900);
    Arbitrary<Integer> height = Arbitraries.integers().between(0, highest);
    return Combinators.combine(x, y, width, height)
        .as((left, top, w, h) -> new Area(left, top, left + w, top + h));
  }
}
