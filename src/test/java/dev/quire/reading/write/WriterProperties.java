package dev.quire.reading.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.reading.Area;
import dev.quire.reading.Block;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadPage;
import dev.quire.reading.Role;
import dev.quire.reading.Table;
import dev.quire.reading.WritingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What holds for documents of any blocks in any order. */
class WriterProperties {

  /** Hyphens may go at line ends, bullets take one form. */
  private static final String MAY_CHANGE = "-\u2010\u00AD•*+>~";

  @Property(tries = 500)
  void everyCharacterStandsOnceInThePlainText(@ForAll("documents") List<ReadPage> pages) {
    String text = Made.write(new PlainTextWriter(), pages.toArray(ReadPage[]::new));

    assertEquals(read(pages), count(text));
  }

  @Property(tries = 500)
  void everyCharacterStandsInTheMarkdown(@ForAll("documents") List<ReadPage> pages) {
    String text =
        Made.write(new MarkdownWriter(FigureLinks.none()), pages.toArray(ReadPage[]::new));
    Map<Integer, Integer> written = count(withoutHtml(text));

    read(pages)
        .forEach(
            (character, times) ->
                assertTrue(
                    written.getOrDefault(character, 0) >= times,
                    () -> Character.toString(character) + " is lost in\n" + text));
  }

  @Property(tries = 300)
  void lettersAndDigitsStandOnceInTheMarkdown(@ForAll("documents") List<ReadPage> pages) {
    String text =
        Made.write(new MarkdownWriter(FigureLinks.none()), pages.toArray(ReadPage[]::new));

    Map<Integer, Integer> letters = new HashMap<>(count(withoutHtml(text)));
    Map<Integer, Integer> read = new HashMap<>(read(pages));
    letters.keySet().removeIf(c -> !Character.isLetterOrDigit(c));
    read.keySet().removeIf(c -> !Character.isLetterOrDigit(c));
    assertEquals(read, letters);
  }

  @Property(tries = 300)
  void noTextOfAPageBecomesARawTag(@ForAll("documents") List<ReadPage> pages) {
    String text =
        Made.write(new MarkdownWriter(FigureLinks.none()), pages.toArray(ReadPage[]::new));
    String outsideCode = text.replaceAll("(?ms)^(`{3,})\\n.*?\\n\\1$", "");

    assertTrue(!outsideCode.matches("(?s).*(?<!\\\\)<(?:script|b)>.*"), text);
  }

  @Property(tries = 300)
  void pagesByThemselvesSayWhatTheyDoTogether(@ForAll("documents") List<ReadPage> pages) {
    StringBuilder alone = new StringBuilder();
    pages.forEach(page -> alone.append(PlainTextWriter.page(page)));

    assertEquals(
        count(Made.write(new PlainTextWriter(), pages.toArray(ReadPage[]::new))),
        count(alone.toString()));
  }

  /** The tags and entities of tables undone. */
  private static String withoutHtml(String markdown) {
    return Pattern.compile("^</?table>$|^<tr>.*</tr>$", Pattern.MULTILINE)
        .matcher(markdown)
        .replaceAll(
            row ->
                Matcher.quoteReplacement(
                    row.group()
                        .replaceAll("</?(?:table|tr|t[dh](?: (?:row|col)span=\"\\d+\")*)>|<br>", "")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&amp;", "&")));
  }

  private static Map<Integer, Integer> read(List<ReadPage> pages) {
    StringBuilder all = new StringBuilder();
    pages.stream()
        .flatMap(page -> page.blocks().stream())
        .filter(block -> !block.role().furniture())
        .flatMap(block -> block.lines().stream())
        .forEach(line -> all.append(line.text()));
    return count(all.toString());
  }

  private static Map<Integer, Integer> count(String text) {
    Map<Integer, Integer> counts = new HashMap<>();
    Texts.unspaced(text)
        .codePoints()
        .filter(c -> MAY_CHANGE.indexOf(c) < 0)
        .forEach(c -> counts.merge(c, 1, Integer::sum));
    return counts;
  }

  @Provide
  Arbitrary<List<ReadPage>> documents() {
    return blocks()
        .list()
        .ofMaxSize(7)
        .list()
        .ofMaxSize(4)
        .map(
            pages -> {
              List<ReadPage> numbered = new ArrayList<>();
              pages.forEach(blocks -> numbered.add(Made.page(numbered.size() + 1, blocks)));
              return numbered;
            });
  }

  private static Arbitrary<Block> blocks() {
    Arbitrary<Block> texts =
        Combinators.combine(
                Arbitraries.of(Role.class), lines(), Arbitraries.integers().between(0, 6))
            .as((role, lines, level) -> Made.block(role, level, lines, Optional.empty()));
    return Arbitraries.frequencyOf(Tuple.of(5, texts), Tuple.of(1, tables()));
  }

  private static Arbitrary<List<ReadLine>> lines() {
    Arbitrary<Integer> places = Arbitraries.integers().between(0, 1000);
    return Combinators.combine(Texts.any(), places, places, Arbitraries.of(WritingMode.class))
        .as(
            (text, x, y, mode) ->
                new ReadLine(text, new Area(x, y, x + text.length() * 5, y), mode, 1, List.of()))
        .list()
        .ofMaxSize(5);
  }

  /** Rows that no two tables share, so that none is taken for a repeated head. */
  private static Arbitrary<Block> tables() {
    return Combinators.combine(
            Texts.any().list().ofSize(4),
            Arbitraries.integers().between(1, 1_000_000),
            Arbitraries.of(true, false))
        .as(
            (texts, number, span) ->
                Made.table(
                    new Table(
                        3,
                        2,
                        List.of(
                            Made.cell(0, 0, 1, span ? 2 : 1, true, number + texts.get(0)),
                            Made.cell(1, 0, 1, 1, false, texts.get(1)),
                            Made.cell(1, 1, span ? 2 : 1, 1, false, texts.get(2)),
                            Made.cell(2, 0, 1, 1, false, texts.get(3))))));
  }
}
