package dev.quire.reading.order;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.reading.Area;
import dev.quire.reading.Block;
import dev.quire.reading.ReadLine;
import dev.quire.reading.Role;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which heading is the title. */
class TitlesTest {

  private double top;

  private Block block(Role role, String text, double size) {
    top += 50;
    Area area = new Area(100, top, 600, top + size);
    return new Block(role, "any", 0.8, area, 0, List.of(ReadLine.of(text, area)), Optional.empty());
  }

  private static List<String> roles(Block... blocks) {
    return Titles.onFirstPage(List.of(blocks)).stream()
        .map(block -> block.role() + " " + block.level())
        .toList();
  }

  @Test
  void theLargestHeadingAtTheTopIsTheTitle() {
    assertEquals(
        List.of("HEADER 0", "TITLE 1", "TEXT 0", "HEADING 2"),
        roles(
            block(Role.HEADER, "May", 10),
            block(Role.HEADING, "Water", 40),
            block(Role.TEXT, "It rose.", 20),
            block(Role.HEADING, "North", 28)));
  }

  @Test
  void headingsOfLikeSizeHaveNone() {
    assertEquals(
        List.of("HEADING 2", "HEADING 2"),
        roles(block(Role.HEADING, "South", 30), block(Role.HEADING, "North", 28)));
  }

  @Test
  void aHeadingBelowTextIsNone() {
    assertEquals(
        List.of("TEXT 0", "HEADING 2", "HEADING 3"),
        roles(
            block(Role.TEXT, "It rose.", 20),
            block(Role.HEADING, "Water", 40),
            block(Role.HEADING, "North", 28)));
  }

  @Test
  void aHeadingAloneIsNone() {
    assertEquals(List.of("HEADING 2"), roles(block(Role.HEADING, "Water", 40)));
  }

  @Test
  void smallerTitlesAreHeadings() {
    assertEquals(
        List.of("TITLE 1", "HEADING 2"),
        roles(block(Role.TITLE, "Water", 40), block(Role.TITLE, "North", 28)));
  }

  @Test
  void aPageWithoutHeadingsStaysAsItIs() {
    assertEquals(List.of("TEXT 0"), roles(block(Role.TEXT, "It rose.", 20)));
  }
}
