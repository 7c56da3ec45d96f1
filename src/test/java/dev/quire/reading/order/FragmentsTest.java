package dev.quire.reading.order;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.reading.Area;
import dev.quire.reading.Block;
import dev.quire.reading.ReadLine;
import dev.quire.reading.Role;
import dev.quire.reading.WritingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Paragraphs and items that a layout model's box cut. */
class FragmentsTest {

  private static final double LEFT = 100;
  private static final double RIGHT = 900;
  private static final double SIZE = 20;
  private static final double STEP = 26;

  private final Fragments fragments = new Fragments(new Frame(WritingMode.LEFT_TO_RIGHT));

  /** A line from the left edge to another. */
  private static ReadLine line(int row, String text, double left, double right) {
    return ReadLine.of(text, new Area(left, 100 + row * STEP, right, 100 + row * STEP + SIZE));
  }

  private static ReadLine full(int row, String text) {
    return line(row, text, LEFT, RIGHT);
  }

  private static Block block(Role role, ReadLine... lines) {
    Area area = Area.around(Arrays.stream(lines).map(ReadLine::area).toList());
    return new Block(role, "text", 0.8, area, 0, List.of(lines), Optional.empty());
  }

  private int joined(Block... blocks) {
    List<Block> joined = fragments.joined(List.of(blocks));
    assertEquals(
        Arrays.stream(blocks).mapToInt(block -> block.lines().size()).sum(),
        joined.stream().mapToInt(block -> block.lines().size()).sum());
    return joined.size();
  }

  @Test
  void aSentenceGoesOnInTheNextBlock() {
    Block before = block(Role.TEXT, full(0, "Before noon, a"));

    assertEquals(1, joined(before, block(Role.TEXT, line(1, "young surveyor came.", LEFT, 500))));
  }

  @Test
  void anItemGoesOnBelowItsText() {
    Block before = block(Role.LIST_ITEM, full(0, "• Before noon, a"));
    Block rest = block(Role.TEXT, line(1, "young surveyor came.", LEFT + 20, 500));

    Block joined = fragments.joined(List.of(before, rest)).get(0);

    assertEquals(Role.LIST_ITEM, joined.role());
    assertEquals(2, joined.lines().size());
    assertEquals(before.area().union(rest.area()), joined.area());
  }

  @Test
  void aParagraphGoesOnWithAnotherSentenceWhereItsNextLineWouldStand() {
    Block before = block(Role.TEXT, full(0, "The level rose all"), full(1, "night. Nobody came."));

    assertEquals(1, joined(before, block(Role.TEXT, full(2, "The ferryman slept."))));
  }

  @Test
  void anIndentedLineBeginsAParagraph() {
    Block before = block(Role.TEXT, full(0, "The level rose all"), full(1, "night. Nobody came."));
    Block next = block(Role.TEXT, line(2, "The ferryman slept.", LEFT + 30, RIGHT));

    assertEquals(2, joined(before, next));
  }

  @Test
  void aShortLineEndsAParagraph() {
    Block before = block(Role.TEXT, full(0, "The level rose all"), line(1, "night.", LEFT, 300));

    assertEquals(2, joined(before, block(Role.TEXT, full(2, "The ferryman slept."))));
  }

  @Test
  void aGapPartsParagraphs() {
    Block before = block(Role.TEXT, full(0, "Before noon, a"));

    assertEquals(2, joined(before, block(Role.TEXT, full(3, "young surveyor came."))));
  }

  @Test
  void anotherColumnIsNotTheNextLine() {
    Block before = block(Role.TEXT, line(4, "Before noon, a", LEFT, 480));

    assertEquals(2, joined(before, block(Role.TEXT, line(0, "young surveyor", 520, 900))));
  }

  @Test
  void aHeadingGoesOnInItsNextLine() {
    Block heading = block(Role.HEADING, line(0, "Modest trunk and", LEFT, 300));

    assertEquals(1, joined(heading, block(Role.HEADING, line(1, "golden hedge", LEFT, 250))));
    assertEquals(2, joined(heading, block(Role.HEADING, line(1, "2 Golden hedge", LEFT, 250))));
    assertEquals(2, joined(heading, block(Role.TEXT, line(1, "golden hedge", LEFT, 250))));
  }

  @Test
  void headingsAndOtherSizesStayApart() {
    Block before = block(Role.TEXT, full(0, "Before noon, a"));
    ReadLine large = ReadLine.of("young surveyor", new Area(LEFT, 126, RIGHT, 156));

    assertEquals(2, joined(before, block(Role.HEADING, full(1, "young surveyor"))));
    assertEquals(2, joined(before, block(Role.TEXT, large)));
    assertEquals(2, joined(block(Role.HEADING, full(0, "Before noon, a")), before));
  }
}
