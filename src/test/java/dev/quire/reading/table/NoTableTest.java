package dev.quire.reading.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.quire.reading.Table;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Text that is no table stays text. */
class NoTableTest {
  private static final int TRIES = 5;

  private interface Made {
    NoTable with(NoTable empty);
  }

  static Stream<Arguments> texts() {
    return Stream.of(
        one("ragged prose", t -> t.prose(50, 50, 700, 12, false)),
        one("justified prose", t -> t.prose(50, 50, 700, 12, true)),
        one("narrow justified prose", t -> t.prose(50, 50, 260, 20, true)),
        one("three lines of justified prose", t -> t.prose(50, 50, 500, 3, true)),
        one("skewed prose", t -> t.skewed(0.0087).prose(50, 50, 900, 15, false)),
        one("prose without words", t -> t.prose(50, 50, 700, 12, false).withoutWords()),
        one("two columns of text", t -> two(t, true)),
        one("two ragged columns", t -> two(t, false)),
        one("two columns without words", t -> two(t, true).withoutWords()),
        one("two columns with a rule between", NoTableTest::divided),
        one(
            "three columns of text",
            t -> two(t, true).prose(850, 50, 360, 20, true)),
        one("bullets", t -> t.text(50, 50, items("•"))),
        one("dashes", t -> t.text(50, 50, items("–"))),
        one("numbers", t -> t.text(50, 50, items("1.", "2.", "3.", "4.", "5.", "6."))),
        one("references", t -> t.text(50, 50, items("[1]", "[2]", "[3]", "[4]", "[5]", "[6]"))),
        one("letters", t -> t.text(50, 50, items("(a)", "(b)", "(c)", "(d)", "(e)", "(f)"))),
        one(
            "C",
            t ->
                t.mono()
                    .text(
                        50, 50,
                        "int main(void) {",
                        "  int   count = 0;      // how many",
                        "  float sum   = 0.0;    // of all",
                        "  for (int i = 0; i < 10; i++) {",
                        "    sum += values[i];\t// add",
                        "    count++;\t// count",
                        "  }",
                        "  return 0;",
                        "}")),
        one(
            "Python",
            t ->
                t.mono()
                    .text(
                        50, 50,
                        "import sys",
                        "def total(values):",
                        "    result = 0",
                        "    for value in values:",
                        "        result += value",
                        "    return result",
                        "print(total([1, 2, 3]))")),
        one(
            "framed prose",
            t ->
                t.prose(50, 50, 700, 10, false)
                    .rule(Rule.horizontal(40, 40, 760))
                    .rule(Rule.horizontal(345, 40, 760))
                    .rule(Rule.vertical(40, 40, 345))
                    .rule(Rule.vertical(760, 40, 345))),
        one(
            "prose between rules",
            t ->
                t.prose(50, 50, 700, 10, true)
                    .rule(Rule.horizontal(42, 50, 750))
                    .rule(Rule.horizontal(77, 50, 750))
                    .rule(Rule.horizontal(345, 50, 750))),
        one("numbered lines", NoTableTest::numbered),
        one("one ruled column", NoTableTest::column),
        one("Chinese", t -> t.text(50, 50, chinese())),
        one("one line", t -> t.text(50, 50, "Total\t12\t13\t14")),
        one("a heading", t -> t.text(50, 50, "3.2\tMethods and data")));
  }

  private static Arguments one(String name, Made made) {
    return arguments(name, made);
  }

  private static NoTable two(NoTable text, boolean justified) {
    return text.prose(50, 50, 360, 20, justified).prose(450, 50, 360, 20, justified);
  }

  private static NoTable divided(NoTable text) {
    return two(text, true).rule(Rule.vertical(430, 50, 620));
  }

  private static NoTable numbered(NoTable text) {
    text.prose(120, 50, 600, 15, false);
    for (int i = 0; i < 15; i++) {
      text.text(50, 50 + i * 1.3 * 22, String.valueOf(i + 1));
    }
    return text;
  }

  private static NoTable column(NoTable text) {
    text.text(60, 50, "Apples", "Pears", "Plums", "Cherries");
    for (int i = 0; i <= 4; i++) {
      text.rule(Rule.horizontal(46 + i * 1.3 * 22, 50, 300));
    }
    return text.rule(Rule.vertical(50, 46, 160)).rule(Rule.vertical(300, 46, 160));
  }

  private static String[] items(String... markers) {
    String[] texts = {
      "The first of several things to do",
      "Another one",
      "A third that is somewhat longer than the others",
      "Short",
      "A fifth of middling length",
      "The last one of all of them"
    };
    String[] items = new String[texts.length];
    for (int i = 0; i < items.length; i++) {
      items[i] = markers[i % markers.length] + "\t" + texts[i];
    }
    return items;
  }

  private static String[] chinese() {
    return new String[] {
      "数据模型方法结果平均总计年度报告水能源市场系统北南绿色金属样本",
      "语言科学历史数据模型方法结果，平均总计年度报告水能源市场系统北",
      "南绿色金属样本语言科学。历史数据模型方法结果平均总计年度报告水",
      "能源市场系统。"
    };
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("texts")
  void staysText(String name, Made made) {
    for (int seed = 0; seed < TRIES; seed++) {
      NoTable text = made.with(new NoTable(seed));
      assertEquals(
          Optional.<Table>empty(),
          new TableReader().read(text.area(), text.lines(), text.rules()),
          name + " " + seed);
    }
  }
}
