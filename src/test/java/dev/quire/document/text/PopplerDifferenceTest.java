package dev.quire.document.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quire.document.Document;
import dev.quire.document.DocumentSettings;
import dev.quire.document.Documents;
import dev.quire.reading.Area;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadWord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Text layers have the words that another program finds, at the places where it finds them; that
 * program has to be installed.
 */
class PopplerDifferenceTest {

  private static final Path PAGES = Path.of("../shared/pages");

  /** Formulas are cut into words differently. */
  private static final double LEAST_F1 = 0.99;

  private static final double LEAST_PLACED = 0.98;

  @TempDir Path folder;

  /**
   * What was compared.
   *
   * @param once words that both have once on their page
   * @param placed those whose centres lie in each other's places
   */
  private record Compared(WordScore words, int once, int placed) {}

  private static Compared compare(Path file) throws IOException {
    WordScore words = WordScore.of(List.of(), List.of());
    int once = 0;
    int placed = 0;
    try (Document document =
        new Documents(DocumentSettings.defaults()).open(Files.readAllBytes(file))) {
      for (int number = 1; number <= document.pageCount(); number++) {
        TextLayer layer = document.textLayer(number, () -> false).orElseThrow();
        List<String> ours =
            layer.lines().stream()
                .flatMap(line -> Arrays.stream(line.text().split(" ")))
                .filter(word -> !word.isEmpty())
                .toList();
        words = words.plus(WordScore.of(ours, Poppler.words(file, number)));
        Map<String, List<Area>> theirs =
            areas(Poppler.placed(file, number, layer.width(), layer.height()).stream());
        Map<String, List<Area>> here =
            areas(layer.lines().stream().map(ReadLine::words).flatMap(List::stream));
        for (Map.Entry<String, List<Area>> each : here.entrySet()) {
          List<Area> other = theirs.getOrDefault(each.getKey(), List.of());
          if (each.getValue().size() == 1 && other.size() == 1) {
            once++;
            placed += agree(each.getValue().get(0), other.get(0)) ? 1 : 0;
          }
        }
      }
    }
    Compared compared = new Compared(words, once, placed);
    System.out.printf(
        "%s: word F1 %.4f (%d of ours, %d of theirs), %d of %d places agree%n",
        file.getFileName(), words.f1(), words.ours(), words.theirs(), placed, once);
    return compared;
  }

  private static Map<String, List<Area>> areas(Stream<ReadWord> words) {
    return words.collect(
        Collectors.groupingBy(
            ReadWord::text, Collectors.mapping(ReadWord::area, Collectors.toList())));
  }

  private static boolean agree(Area one, Area other) {
    return one.contains(other.centreX(), other.centreY())
        && other.contains(one.centreX(), one.centreY());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multi_page.pdf",
        "normal_4pages.pdf",
        "picture_classification.pdf",
        "journal-article.pdf"
      })
  void findsTheWordsOfRealPages(String name) throws IOException {
    Path file = PAGES.resolve(name);
    assumeTrue(Files.exists(file), file + " is not here");
    assumeTrue(Poppler.isThere(), "pdftotext is not installed");
    Compared compared = compare(file);
    assertTrue(compared.words().f1() >= LEAST_F1, compared::toString);
    assertTrue(compared.once() > 20, compared::toString);
    assertTrue(compared.placed() >= LEAST_PLACED * compared.once(), compared::toString);
  }

  @TestFactory
  Stream<DynamicTest> findsTheWordsOfMadePages() throws IOException {
    assumeTrue(Poppler.isThere(), "pdftotext is not installed");
    return LayerPdfs.agreeing().entrySet().stream()
        // it takes letters far apart for words
        .filter(made -> !made.getKey().equals("drawn out"))
        .map(
            made ->
                DynamicTest.dynamicTest(
                    made.getKey(),
                    () -> {
                      Path file = folder.resolve(made.getKey().replace(' ', '-') + ".pdf");
                      Compared compared = compare(Files.write(file, made.getValue()));
                      assertEquals(List.of(), compared.words().onlyOurs());
                      // it lists what the crop box hides
                      assertTrue(
                          Set.of("outside").containsAll(compared.words().onlyTheirs()),
                          compared::toString);
                      assertEquals(6, compared.placed(), compared::toString);
                    }));
  }
}
