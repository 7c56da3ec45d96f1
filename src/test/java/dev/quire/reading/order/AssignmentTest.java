package dev.quire.reading.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.reading.Block;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadWord;
import dev.quire.reading.Role;
import dev.quire.reading.WritingMode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines go to the region that holds them, once. */
class AssignmentTest {

  @Test
  void theSmallestOfNestedRegionsHoldsTheLine() {
    List<Block> blocks =
        new Pages()
            .empty("text", null, 50, 100, 950, 500)
            .empty("paragraph_title", null, 50, 100, 500, 140)
            .line("title", 60, 105, 300, 135)
            .line("text", 60, 150, 940, 180)
            .blocks();
    assertEquals("paragraph_title:title | text:text", summary(blocks));
  }

  @Test
  void aRegionWhoseTextOthersTookIsDropped() {
    List<Block> blocks =
        new Pages()
            .empty("content", null, 50, 100, 950, 500)
            .empty("text", null, 50, 100, 950, 290)
            .empty("text", null, 50, 300, 950, 500)
            .line("a", 60, 105, 940, 135)
            .line("b", 60, 305, 940, 335)
            .blocks();
    assertEquals("text:a | text:b", summary(blocks));
  }

  @Test
  void anUnreadRegionStays() {
    List<Block> blocks =
        new Pages()
            .empty("text", null, 50, 100, 950, 290)
            .region("text", "b", 50, 300, 950, 500)
            .blocks();
    assertEquals("text: | text:b", summary(blocks));
  }

  @Test
  void aTableKeepsItsTextTogetherRowByRow() {
    List<Block> blocks =
        new Pages()
            .empty("table", null, 50, 100, 950, 500)
            .empty("text", null, 60, 150, 300, 250)
            .line("a1", 60, 110, 300, 140)
            .line("b1", 500, 110, 800, 140)
            .line("a2", 60, 160, 300, 190)
            .line("b2", 500, 162, 800, 192)
            .line("a3", 60, 210, 300, 240)
            .line("b3", 500, 208, 800, 238)
            .blocks();
    assertEquals("table:a1 b1 a2 b2 a3 b3", summary(blocks));
  }

  @Test
  void aCaptionInsideATablesBoxStaysACaption() {
    List<Block> blocks =
        new Pages()
            .empty("table", null, 50, 100, 950, 500)
            .empty("table_title", null, 60, 100, 900, 140)
            .line("caption", 60, 105, 880, 135)
            .line("cell", 60, 210, 300, 240)
            .blocks();
    assertEquals("table_title:caption | table:cell", summary(blocks));
  }

  @Test
  void aPictureBehindThePageTakesNoText() {
    List<Block> blocks =
        new Pages()
            .empty("image", null, 0, 0, 1000, 1400)
            .region("text", "a", 50, 100, 950, 500)
            .blocks();
    assertEquals("image: | text:a", summary(blocks));
  }

  @Test
  void aLineOverTwoColumnsIsSplitAtItsWords() {
    ReadLine line =
        new ReadLine(
            "one two three four",
            Pages.area(50, 100, 950, 130),
            WritingMode.LEFT_TO_RIGHT,
            0.8,
            List.of(
                word("one", 50, 250),
                word("two", 260, 480),
                word("three", 520, 700),
                word("four", 720, 950)));
    List<Block> blocks =
        new Pages()
            .empty("text", null, 50, 90, 480, 500)
            .empty("text", null, 520, 90, 950, 500)
            .line(line)
            .line("left", 50, 140, 480, 170)
            .line("right", 520, 140, 950, 170)
            .blocks();
    assertEquals("text:one two left | text:three four right", summary(blocks));
    assertEquals(Pages.area(50, 100, 480, 130), blocks.get(0).lines().get(0).area());
  }

  @Test
  void partsOfAnUnspacedLineAreNotSpaced() {
    ReadLine line =
        new ReadLine(
            "左栏文字右栏文字",
            Pages.area(50, 100, 950, 130),
            WritingMode.LEFT_TO_RIGHT,
            1,
            List.of(
                word("左栏", 50, 250),
                word("文字", 260, 480),
                word("右栏", 520, 700),
                word("文字", 720, 950)));
    List<Block> blocks =
        new Pages()
            .empty("text", null, 50, 90, 480, 500)
            .empty("text", null, 520, 90, 950, 500)
            .line(line)
            .blocks();
    assertEquals("text:左栏文字 | text:右栏文字", summary(blocks));
  }

  @Test
  void aLineOverTwoColumnsWithoutWordsStaysWhole() {
    List<Block> blocks =
        new Pages()
            .empty("text", null, 50, 90, 480, 500)
            .empty("text", null, 520, 90, 950, 500)
            .line("one two three four", 50, 100, 950, 130)
            .line("right", 520, 140, 950, 170)
            .blocks();
    assertEquals(2, blocks.stream().mapToLong(b -> b.lines().size()).sum());
  }

  @Test
  void linesOutsideAllRegionsBecomeBlocksOfTheirOwn() {
    List<Block> blocks =
        new Pages()
            .region("text", "a", 50, 100, 950, 300)
            .line("b", 50, 400, 900, 430)
            .line("c", 50, 440, 950, 470)
            .line("far", 50, 700, 400, 730)
            .line("HIGH", 50, 735, 400, 800)
            .blocks();
    assertEquals("text:a | text:b c | text:far | text:HIGH", summary(blocks));
    assertEquals(0, blocks.get(1).score());
    assertEquals(Role.TEXT, blocks.get(1).role());
  }

  @Test
  void aLineThatContinuesARegionJoinsIt() {
    List<Block> blocks =
        new Pages()
            .empty("text", null, 50, 100, 950, 170)
            .line("a", 50, 100, 950, 130)
            .line("b", 50, 140, 950, 170)
            .line("c", 50, 180, 500, 210)
            .line("far", 50, 300, 500, 330)
            .blocks();
    assertEquals("text:a b c | text:far", summary(blocks));
    assertEquals(Pages.area(50, 100, 950, 210), blocks.get(0).area());
  }

  @Test
  void aLineUnderAParagraphThatHasEndedDoesNotJoinIt() {
    List<Block> blocks =
        new Pages()
            .empty("text", null, 50, 100, 950, 170)
            .line("a", 50, 100, 950, 130)
            .line("b", 50, 140, 300, 170)
            .line("c", 50, 180, 500, 210)
            .blocks();
    assertEquals("text:a b | text:c", summary(blocks));
  }

  @Test
  void thePieceThatARegionMissedJoinsItsLine() {
    List<Block> blocks =
        new Pages()
            .empty("paragraph_title", null, 100, 100, 300, 130)
            .line("Heading", 100, 100, 300, 130)
            .line("1.2", 50, 101, 90, 129)
            .blocks();
    assertEquals("paragraph_title:1.2 Heading", summary(blocks));
  }

  @Test
  void aPageWithoutRegionsStillHasColumns() {
    Pages page = new Pages();
    StringBuilder expected = new StringBuilder();
    for (String column : List.of("a", "b")) {
      double left = column.equals("a") ? 50 : 520;
      for (int i = 0; i < 20; i++) {
        page.line(column + i, left, 100 + 40 * i, left + 430, 130 + 40 * i);
        expected.append(' ').append(column).append(i);
      }
    }
    assertEquals(expected.toString().strip(), page.read());
    assertEquals(2, page.blocks().size());
  }

  @Test
  void aRegionOverTwoColumnsIsReadColumnByColumn() {
    Pages page = new Pages().empty("text", null, 40, 90, 960, 900);
    for (int i = 0; i < 4; i++) {
      page.line("a" + i, 50, 100 + 40 * i, 480, 130 + 40 * i);
      page.line("b" + i, 520, 103 + 40 * i, 950, 133 + 40 * i);
    }
    assertEquals("a0 a1 a2 a3 b0 b1 b2 b3", page.read());
  }

  @Test
  void contentsAreReadWithTheirPageNumbers() {
    Pages page = new Pages().empty("content", null, 40, 90, 960, 900);
    for (int i = 0; i < 5; i++) {
      page.line("c" + i, 50, 100 + 40 * i, 500 + 10 * i, 130 + 40 * i);
      page.line("" + i, 900, 103 + 40 * i, 930, 133 + 40 * i);
    }
    assertEquals("c0 0 c1 1 c2 2 c3 3 c4 4", page.read());
  }

  @Test
  void linesThatTouchAreReadFromTopToBottom() {
    Pages page = new Pages().empty("text", null, 40, 90, 960, 900);
    for (int i = 0; i < 9; i++) {
      page.line("c" + i, 50 + i, 100 + 22 * i, 900 - 3 * i, 132 + 22 * i);
    }
    assertEquals("c0 c1 c2 c3 c4 c5 c6 c7 c8", page.read());
  }

  @Test
  void nothingGivesNothing() {
    assertTrue(new Pages().blocks().isEmpty());
  }

  private static ReadWord word(String text, double left, double right) {
    return new ReadWord(text, Pages.area(left, 100, right, 130));
  }

  private static String summary(List<Block> blocks) {
    return String.join(
        " | ", blocks.stream().map(b -> b.label() + ":" + Pages.text(List.of(b))).toList());
  }
}
