package dev.quire.reading.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.reading.Area;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadWord;
import dev.quire.reading.Table;
import dev.quire.reading.TableCell;
import dev.quire.reading.WritingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds of every table that is read. */
class TableReaderProperties {

  @Property(tries = 300)
  void everyWordOfAMadeTableLiesInOneCell(@ForAll Kind kind, @ForAll @IntRange(max = 9999) int seed) {
    MadeTable made = new TableMade(kind, seed).make();
    List<ReadLine> numbered = numbered(made.lines());
    check(numbered, new TableReader().read(made.area(), numbered, made.rules()));
  }

  @Property(tries = 500)
  void everyWordOfAnythingLiesInOneCellOrNone(@ForAll @IntRange(max = 99_999) int seed) {
    Random random = new Random(seed);
    List<ReadLine> lines = new ArrayList<>();
    for (int i = random.nextInt(60); i > 0; i--) {
      Area area = anywhere(random);
      lines.add(new ReadLine("x", area, WritingMode.values()[random.nextInt(3)], 1,
          random.nextBoolean() ? List.of() : List.of(new ReadWord("x", area))));
    }
    List<Rule> rules = new ArrayList<>();
    for (int i = random.nextInt(30); i > 0; i--) {
      Area area = anywhere(random);
      rules.add(
          random.nextBoolean()
              ? Rule.horizontal(area.top(), area.left(), area.right() * 3)
              : Rule.vertical(area.left(), area.top(), area.bottom() * 3));
    }
    List<ReadLine> numbered = numbered(lines);
    check(numbered, new TableReader().read(new Area(0, 0, 400, 400), numbered, rules));
  }

  private static Area anywhere(Random random) {
    double left = random.nextInt(20) * 20;
    double top = random.nextInt(20) * 20;
    return new Area(left, top, left + random.nextInt(5) * 20, top + random.nextInt(4) * 10);
  }

  private static List<ReadLine> numbered(List<ReadLine> lines) {
    List<ReadLine> numbered = new ArrayList<>();
    int next = 0;
    for (ReadLine line : lines) {
      List<ReadWord> words = new ArrayList<>();
      for (ReadWord word : line.words()) {
        words.add(new ReadWord("w" + next++, word.area()));
      }
      String text = words.isEmpty() ? "w" + next++ : "";
      numbered.add(new ReadLine(text, line.area(), line.mode(), line.score(), words));
    }
    return numbered;
  }

  private static void check(List<ReadLine> lines, Optional<Table> read) {
    if (read.isEmpty()) {
      return;
    }
    Table table = read.get();
    List<String> said = new ArrayList<>();
    int places = 0;
    boolean[][] taken = new boolean[table.rows()][table.columns()];
    for (TableCell cell : table.cells()) {
      said.addAll(Arrays.stream(cell.text().split(" ")).filter(w -> !w.isEmpty()).toList());
      for (int row = cell.row(); row < cell.row() + cell.rowSpan(); row++) {
        for (int column = cell.column(); column < cell.column() + cell.columnSpan(); column++) {
          assertTrue(!taken[row][column], "two cells at " + row + ", " + column);
          taken[row][column] = true;
          places++;
        }
      }
    }
    assertEquals(table.rows() * table.columns(), places);
    List<String> words = new ArrayList<>();
    for (ReadLine line : lines) {
      line.words().forEach(word -> words.add(word.text()));
      if (line.words().isEmpty()) {
        words.add(line.text());
      }
    }
    assertEquals(words.stream().sorted().toList(), said.stream().sorted().toList());
  }
}
