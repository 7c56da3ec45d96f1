package dev.quire.pipeline.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.reading.Area;
import dev.quire.reading.table.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableExtentsTest {

  private static final Area BOX = new Area(100, 100, 500, 300);

  private final TableExtents extents = new TableExtents(20);

  @Test
  void aBoxWithoutRulesStaysAsItIs() {
    assertEquals(BOX, extents.grown(BOX, List.of()));
  }

  @Test
  void aGridThatIsCutOffBelowComesBack() {
    List<Rule> grid =
        List.of(
            Rule.vertical(98, 90, 330),
            Rule.vertical(300, 90, 330),
            Rule.vertical(502, 90, 330),
            Rule.horizontal(90, 98, 502),
            Rule.horizontal(330, 98, 502));
    assertEquals(new Area(98, 90, 502, 330), extents.grown(BOX, grid));
  }

  @Test
  void aHeadUnderTheUppermostRuleComesBack() {
    assertEquals(
        new Area(95, 60, 505, 300), extents.grown(BOX, List.of(Rule.horizontal(60, 95, 505))));
  }

  @Test
  void rulesThatAreNotOfTheTableDoNotCount() {
    List<Rule> others =
        List.of(
            Rule.horizontal(60, 20, 900),
            Rule.horizontal(320, 150, 250),
            Rule.horizontal(20, 100, 500),
            Rule.vertical(70, 90, 330),
            Rule.vertical(700, 90, 330),
            Rule.vertical(300, 310, 400));
    assertEquals(BOX, extents.grown(BOX, others));
  }
}
