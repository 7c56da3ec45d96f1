package dev.quire.reading.order;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.reading.Block;
import dev.quire.reading.ReadLine;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists whose items a layout model calls text. */
class ListItemsTest {

  private static final double LEFT = 100;
  private static final double SIZE = 20;
  private static final double STEP = 30;

  private final Pages page = new Pages();
  private double top = 100;

  /** A region of text that holds these lines, the next one of which begins further below. */
  private void region(double left, String... lines) {
    region("text", left, lines);
  }

  private void region(String label, double left, String... lines) {
    page.empty(label, null, left - 5, top, 900, top + lines.length * STEP);
    for (String line : lines) {
      page.line(line, left, top + 4, left + 12 * line.length(), top + 4 + SIZE);
      top += STEP;
    }
    top += 2 * STEP;
  }

  /** Its role's first letter and text, line by line of each block. */
  private List<String> blocks() {
    return page.blocks().stream().map(ListItemsTest::written).toList();
  }

  private static String written(Block block) {
    String role =
        switch (block.role()) {
          case LIST_ITEM -> "item: ";
          case CODE -> "code: ";
          default -> "text: ";
        };
    return role + String.join(" / ", block.lines().stream().map(ReadLine::text).toList());
  }

  @Test
  void bulletsCutARegionIntoItems() {
    region(LEFT, "They need:", "• oil from the", "north", "• two keys");

    assertEquals(
        List.of("text: They need:", "item: • oil from the / north", "item: • two keys"), blocks());
  }

  @Test
  void numbersOfRegionsThatFollowOneAnotherAreItems() {
    region(LEFT, "1. First the oil");
    region(LEFT + 3, "2. Then the keys");
    region(LEFT - 3, "3. Then nothing");

    assertEquals(
        List.of("item: 1. First the oil", "item: 2. Then the keys", "item: 3. Then nothing"),
        blocks());
  }

  @Test
  void lettersNumeralsAndCirclesCount() {
    region(LEFT, "(a) oil", "(b) keys");
    region(LEFT, "一、油", "二、钥匙");
    region(LEFT, "① one", "② two");

    assertEquals(
        List.of("item: (a) oil", "item: (b) keys", "item: 一、油", "item: 二、钥匙"),
        blocks().subList(0, 4));
    assertEquals(List.of("item: ① one", "item: ② two"), blocks().subList(4, 6));
  }

  @Test
  void whatIsTakenForCodeIsAListWhereMostLinesAreItems() {
    region(LEFT, "1. Open the box.");
    region("algorithm", LEFT, "2. Turn the wheel", "3. Close it", "and wait", "4. Leave");

    assertEquals(
        List.of(
            "item: 1. Open the box.",
            "item: 2. Turn the wheel",
            "item: 3. Close it / and wait",
            "item: 4. Leave"),
        blocks());
  }

  @Test
  void codeWithAListInACommentIsCode() {
    region("algorithm", LEFT, "# 1. read", "for (;;) {", "* 2", "* 3", "}", "return;");

    assertEquals(List.of("code: # 1. read / for (;;) { / * 2 / * 3 / } / return;"), blocks());
  }

  @Test
  void aNumberAloneIsNoItem() {
    region(LEFT, "The house was built in", "1998. It burnt down soon", "after that.");

    assertEquals(
        List.of("text: The house was built in / 1998. It burnt down soon / after that."), blocks());
  }

  @Test
  void numbersAtOtherEdgesAreNoList() {
    region(LEFT, "1. An item alone");
    region(LEFT + 300, "2. Elsewhere");

    assertEquals(List.of("text: 1. An item alone", "text: 2. Elsewhere"), blocks());
  }

  @Test
  void aDashNeedsAnother() {
    region(LEFT, "He said", "– and nobody heard –", "that it was late.");
    region(LEFT, "- oil", "- keys");

    assertEquals(
        List.of(
            "text: He said / – and nobody heard – / that it was late.",
            "item: - oil",
            "item: - keys"),
        blocks());
  }

  @Test
  void whatBeginsLeftOfTheMarkIsTextAgain() {
    page.empty("text", null, 95, 100, 900, 190);
    page.line("• oil", 130, 104, 300, 124);
    page.line("• keys", 130, 134, 300, 154);
    page.line("That is all.", 100, 164, 400, 184);

    assertEquals(List.of("item: • oil", "item: • keys", "text: That is all."), blocks());
  }

  @Test
  void decimalsAndInitialsAreNoMarks() {
    region(LEFT, "3.14 is enough", "4.2 is more");
    region(LEFT, "A. Smith wrote", "to the mayor");

    assertEquals(
        List.of("text: 3.14 is enough / 4.2 is more", "text: A. Smith wrote / to the mayor"),
        blocks());
  }
}
