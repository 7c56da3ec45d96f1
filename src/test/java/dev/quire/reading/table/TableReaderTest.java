package dev.quire.reading.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.reading.Area;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadWord;
import dev.quire.reading.Table;
import dev.quire.reading.WritingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TableReaderTest {
  private final List<ReadLine> lines = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();

  private void centred(String text, double x, double row) {
    double half = text.length() * 4.5;
    lines.add(ReadLine.of(text, new Area(x - half, row * 30, x + half, row * 30 + 20)));
  }

  private String html() {
    Area area = Area.around(lines.stream().map(ReadLine::area).toList());
    return new TableReader().read(area, lines, rules).map(new HtmlTable()::write).orElse("none");
  }

  @Test
  void dividesColumnsBetweenRulesByTheirWords() {
    centred("Count", 60, 0);
    centred("11", 200, 0);
    centred("5", 400, 0);
    String[][] texts = {
      {"Split", "Doc", "Page", "Doc", "Page"},
      {"Caption", "68", "83", "12", "13"},
      {"Formula", "60", "66", "14", "15"},
      {"List", "81", "88", "82", "88"},
      {"Table", "85", "91", "84", "90"},
      {"Text", "77", "81", "78", "87"}
    };
    double[] places = {60, 160, 240, 360, 440};
    for (int row = 0; row < texts.length; row++) {
      for (int column = 0; column < places.length; column++) {
        centred(texts[row][column], places[column], row + 1);
      }
    }
    for (double y : new double[] {-5, 55, 205}) {
      rules.add(Rule.horizontal(y, 10, 490));
    }
    for (double x : new double[] {10, 115, 290, 490}) {
      rules.add(Rule.vertical(x, -5, 205));
    }
    assertTrue(
        html()
            .startsWith(
                "<table><thead><tr><th>Count</th><th colspan=\"2\">11</th>"
                    + "<th colspan=\"2\">5</th></tr><tr><th>Split</th><th>Doc</th>"),
        html());
    assertTrue(
        html()
            .endsWith(
                "<tr><td>Text</td><td>77</td><td>81</td><td>78</td><td>87</td></tr></tbody></table>"),
        html());
  }

  @Test
  void putsTheWordsOfOneLineIntoSeveralCells() {
    for (int row = 0; row < 4; row++) {
      double y = row * 30;
      List<ReadWord> words =
          List.of(
              new ReadWord("部分", new Area(0, y, 40, y + 20)),
              new ReadWord("名称", new Area(42, y, 82, y + 20)),
              new ReadWord("a" + row, new Area(150, y, 170, y + 20)),
              new ReadWord("b", new Area(176, y, 186, y + 20)),
              new ReadWord("1" + row, new Area(300, y, 320, y + 20)));
      lines.add(new ReadLine("", new Area(0, y, 320, y + 20), WritingMode.LEFT_TO_RIGHT, 1, words));
    }
    assertTrue(html().contains("<tr><td>部分名称</td><td>a2 b</td><td>12</td></tr>"), html());
  }

  @Test
  void readsNothingFromNothing() {
    assertEquals(
        Optional.<Table>empty(),
        new TableReader().read(new Area(0, 0, 0, 0), List.of(), List.of()));
    lines.add(ReadLine.of("x", new Area(5, 5, 5, 5)));
    lines.add(ReadLine.of("x", new Area(5, 5, 5, 5)));
    rules.add(new Rule(3, 3, 3, 3));
    assertEquals("none", html());
  }

  @Test
  void endsWithManyWordsAndRules() {
    Random random = new Random(3);
    for (int i = 0; i < 5000; i++) {
      double x = random.nextDouble() * 3900;
      double y = random.nextDouble() * 3900;
      lines.add(ReadLine.of("w" + i, new Area(x, y, x + 60, y + 20)));
    }
    for (int i = 0; i < 1000; i++) {
      rules.add(Rule.horizontal(i * 4, random.nextInt(2000), 2000 + random.nextInt(2000)));
      rules.add(Rule.vertical(i * 4, random.nextInt(2000), 2000 + random.nextInt(2000)));
    }
    html();
    rules.clear();
    html();
  }

  @Test
  void readsALargeTable() {
    for (int row = 0; row < 500; row++) {
      for (int column = 0; column < 10; column++) {
        centred(row + "x" + column, column * 150, row);
      }
      rules.add(Rule.horizontal(row * 30 - 5, -75, 1425));
    }
    for (int column = 0; column <= 10; column++) {
      rules.add(Rule.vertical(column * 150 - 75, -5, 14995));
    }
    Area area = Area.around(lines.stream().map(ReadLine::area).toList());
    Table table = new TableReader().read(area, lines, rules).orElseThrow();
    assertEquals(500, table.rows());
    assertEquals(10, table.columns());
    assertEquals(5000, table.cells().size());
  }
}
