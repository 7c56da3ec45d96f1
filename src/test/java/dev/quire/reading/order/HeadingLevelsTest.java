package dev.quire.reading.order;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.reading.Area;
import dev.quire.reading.Block;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadPage;
import dev.quire.reading.Role;
import dev.quire.reading.TextSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headings are ranked by number and size. */
class HeadingLevelsTest {

  @Test
  void sizesMakeLevels() {
    assertEquals(
        List.of(1, 2, 3, 0, 2, 3, 4),
        levels(
            block(Role.TITLE, "Title", 40),
            block(Role.HEADING, "Chapter", 30),
            block(Role.HEADING, "Section", 24),
            block(Role.TEXT, "Text", 16),
            block(Role.HEADING, "Another", 29),
            block(Role.HEADING, "Section", 25),
            block(Role.HEADING, "Small", 18)));
  }

  @Test
  void numbersSayMoreThanSizes() {
    assertEquals(
        List.of(2, 3, 4, 2, 2),
        levels(
            block(Role.HEADING, "1 Introduction", 24),
            block(Role.HEADING, "1.1 Aims", 24),
            block(Role.HEADING, "1.1.1 Details", 24),
            block(Role.HEADING, "2. Methods", 24),
            block(Role.HEADING, "References", 24)));
  }

  @Test
  void headingsWithoutNumberAreRankedAsThoseOfTheirSize() {
    assertEquals(
        List.of(2, 3, 3, 4),
        levels(
            block(Role.HEADING, "1 Introduction", 30),
            block(Role.HEADING, "1.1 Aims", 24),
            block(Role.HEADING, "Scope", 24),
            block(Role.HEADING, "Remark", 18)));
  }

  @Test
  void noHeadingIsDeeperThanSix() {
    assertEquals(List.of(6), levels(block(Role.HEADING, "1.2.3.4.5.6.7 Deep", 20)));
  }

  @Test
  void pagesOfADocumentAreRankedTogether() {
    List<ReadPage> pages =
        HeadingLevels.ofDocument(
            List.of(
                page(1, 1400, block(Role.TITLE, "Title", 50), block(Role.HEADING, "Big", 40)),
                page(2, 1400, block(Role.HEADING, "Small", 20), block(Role.TEXT, "t", 16)),
                page(3, 2800, block(Role.HEADING, "Small", 40), block(Role.HEADING, "Big", 80))));
    assertEquals(
        List.of(1, 2, 3, 0, 3, 2),
        pages.stream().flatMap(p -> p.blocks().stream()).map(Block::level).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "1 Introduction, 1",
    "3. Results, 1",
    "2.1.3 Details, 3",
    "2.1.3. Details, 3",
    "10.2 More, 2",
    "A.1 Proofs, 2",
    "IV. Results, 1",
    "Chapter 3, 1",
    "CHAPTER III, 1",
    "Appendix A, 1",
    "第一章 绪论, 1",
    "第２章, 0",
    "第二节 方法, 2",
    "1.1研究, 2",
    "一、概述, 1",
    "제1장 서론, 1",
    "Ⅱ 분석, 1",
    "2024 Annual report, 0",
    "A new hope, 0",
    "Introduction, 0",
    "I am, 0",
    "'', 0"
  })
  void numbersAreRead(String heading, int depth) {
    assertEquals(depth, HeadingNumber.depth(heading).orElse(0));
  }

  @Test
  void longHeadingsAreReadQuickly() {
    assertEquals(0, HeadingNumber.depth("1".repeat(100_000)).orElse(0));
    assertEquals(7, HeadingNumber.depth("1 .".repeat(100_000)).orElse(0));
  }

  private static List<Integer> levels(Block... blocks) {
    return HeadingLevels.ofPage(List.of(blocks)).stream().map(Block::level).toList();
  }

  private static ReadPage page(int number, int height, Block... blocks) {
    return new ReadPage(number, height / 2, height, TextSource.LAYER, "", List.of(blocks));
  }

  private static Block block(Role role, String text, double size) {
    Area area = new Area(0, 0, 10 * size, size);
    List<ReadLine> lines = Stream.of(text).map(t -> ReadLine.of(t, area)).toList();
    return new Block(role, "label", 1, area, 0, lines, Optional.empty());
  }
}
