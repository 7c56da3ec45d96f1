package dev.quire.reading.order;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.reading.Area;
import dev.quire.reading.Block;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadWord;
import dev.quire.reading.Role;
import dev.quire.reading.WritingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Headings that a layout model took for text, and one that it took for two. */
class HeadingLinesTest {

  private static final double BODY = 20;
  private static final double LARGE = 28;

  private double top;

  private ReadLine line(String text, double size, double score) {
    top += 2 * size;
    Area area = new Area(100, top, 100 + size * text.length() / 2, top + size);
    return new ReadLine(text, area, WritingMode.LEFT_TO_RIGHT, score, List.of());
  }

  private ReadLine line(String text, double size) {
    return line(text, size, 1);
  }

  private static Block block(Role role, ReadLine... lines) {
    Area area = Area.around(Arrays.stream(lines).map(ReadLine::area).toList());
    return new Block(role, "text", 0.8, area, 0, List.of(lines), Optional.empty());
  }

  private Block body() {
    return block(
        Role.TEXT,
        line("The level rose all night and", BODY),
        line("nobody came to look at it until", BODY),
        line("the ferryman woke.", BODY));
  }

  /** Roles and texts of what becomes of blocks that stand above the running text. */
  private List<String> headings(Block... blocks) {
    List<Block> all = new ArrayList<>(List.of(blocks));
    all.add(body());
    return HeadingLines.of(all).stream()
        .limit(20)
        .map(
            block ->
                block.role()
                    + ": "
                    + String.join(" / ", block.lines().stream().map(ReadLine::text).toList()))
        .filter(text -> !text.contains("The level rose all night and / nobody"))
        .toList();
  }

  @Test
  void aLargeLineIsAHeading() {
    assertEquals(
        List.of("HEADING: Water levels"), headings(block(Role.TEXT, line("Water levels", LARGE))));
  }

  @Test
  void soIsALargeLineAtTheHeadOfARegion() {
    assertEquals(
        List.of("HEADING: Water levels", "TEXT: They rose."),
        headings(block(Role.TEXT, line("Water levels", LARGE), line("They rose.", BODY))));
  }

  @Test
  void sentencesNumbersAndLongTextsAreNone() {
    assertEquals(
        List.of("TEXT: They rose."), headings(block(Role.TEXT, line("They rose.", LARGE))));
    assertEquals(List.of("TEXT: 12 %"), headings(block(Role.TEXT, line("12 %", LARGE))));
    String words = "water ".repeat(25).strip();
    assertEquals(List.of("TEXT: " + words), headings(block(Role.TEXT, line(words, LARGE))));
    String ideographs = "水".repeat(61);
    assertEquals(
        List.of("TEXT: " + ideographs), headings(block(Role.TEXT, line(ideographs, LARGE))));
  }

  @Test
  void threeLargeLinesAreNone() {
    Block quote = block(Role.TEXT, line("They", LARGE), line("rose", LARGE), line("all", LARGE));

    assertEquals(List.of("TEXT: They / rose / all"), headings(quote));
  }

  @Test
  void recognizedLinesHaveToBeLarger() {
    assertEquals(
        List.of("TEXT: Water levels"),
        headings(block(Role.TEXT, line("Water levels", 1.3 * BODY, 0.97))));
    assertEquals(
        List.of("HEADING: Water levels"),
        headings(block(Role.TEXT, line("Water levels", 1.4 * BODY, 0.97))));
  }

  @Test
  void withoutRunningTextNothingIsLarge() {
    Block alone = block(Role.TEXT, line("Water levels", LARGE));

    assertEquals(List.of(alone), HeadingLines.of(List.of(alone)));
  }

  @Test
  void headingsOfUnlikeSizeAreTwo() {
    Block both = block(Role.TITLE, line("Water", 40), line("In the north", LARGE));

    assertEquals(List.of("TITLE: Water", "HEADING: In the north"), headings(both));
  }

  @Test
  void aRaisedCharacterMakesNoHeading() {
    ReadLine raised = line("where Q2 is the percentile flow", LARGE);
    List<ReadWord> words =
        List.of(
            word("where", raised, BODY),
            word("Q2", raised, LARGE),
            word("is", raised, BODY),
            word("the", raised, BODY),
            word("percentile", raised, BODY),
            word("flow", raised, BODY));
    ReadLine line =
        new ReadLine(raised.text(), raised.area(), raised.mode(), raised.score(), words);

    assertEquals(
        List.of("TEXT: where Q2 is the percentile flow"), headings(block(Role.TEXT, line)));
  }

  private static ReadWord word(String text, ReadLine line, double height) {
    Area area = line.area();
    return new ReadWord(
        text, new Area(area.left(), area.bottom() - height, area.right(), area.bottom()));
  }

  @Test
  void aLineWhoseSentenceGoesOnIsNone() {
    assertEquals(
        List.of("TEXT: The level of / the water"),
        headings(block(Role.TEXT, line("The level of", LARGE), line("the water", BODY))));
  }

  @Test
  void otherRolesStayAsTheyAre() {
    Block caption = block(Role.CAPTION, line("Figure 1", LARGE));

    assertEquals(List.of("CAPTION: Figure 1"), headings(caption));
  }
}
