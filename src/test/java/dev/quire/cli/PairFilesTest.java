package dev.quire.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.ModelRepository;
import dev.quire.model.SimilarityModel;
import dev.quire.precision.ReportPairs;
import dev.quire.task.similarity.GoldenPairs;
import dev.quire.task.similarity.SentencePair;
import dev.quire.task.similarity.SimilarityTasks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairFilesTest {

  @TempDir Path folder;

  @Test
  void readsPairs() throws IOException {
    assertEquals(
        ReportPairs.unlabelled(List.of(new SentencePair("你好", "您好"), new SentencePair(" a b", ""))),
        PairFiles.in(file("# pairs\n你好\t您好\n\n a b\t\n")));
  }

  @Test
  void readsLabels() throws IOException {
    assertEquals(
        new ReportPairs(
            List.of(new SentencePair("a", "b"), new SentencePair("c", "d")),
            Optional.of(List.of(false, true))),
        PairFiles.in(file("a\tb\t0\r\nc\td\t1\r\n")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alone",
        "a\tb\n\nalone",
        "a\tb\t2",
        "a\tb\tyes",
        "a\tb\t1\t",
        "a\tb\t",
        "a\tb\nc\td\t1",
        "a\tb\t1\nc\td",
      })
  void aLineThatIsNoPairIsNamed(String text) throws IOException {
    Path file = file(text);

    IllegalStateException e = assertThrows(IllegalStateException.class, () -> PairFiles.in(file));

    String last = text.substring(text.lastIndexOf('\n') + 1);
    assertTrue(
        e.getMessage().startsWith("%s, line %d: '%s'".formatted(file, text.lines().count(), last)),
        e::getMessage);
  }

  @Test
  void aFileWithoutPairsIsNamed() throws IOException {
    Path empty = file("# none\n");
    assertTrue(
        assertThrows(IllegalStateException.class, () -> PairFiles.in(empty))
            .getMessage()
            .startsWith(empty + ": There is no pair"));
    Path different = file("a\tb\t0\n");
    assertTrue(
        assertThrows(IllegalStateException.class, () -> PairFiles.in(different))
            .getMessage()
            .startsWith(different + ": None of 1 pairs is similar"));
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws IOException {
    Path none = folder.resolve("none");
    assertTrue(
        assertThrows(UncheckedIOException.class, () -> PairFiles.in(none))
            .getMessage()
            .contains(none.toString()));
    Path latin = folder.resolve("latin");
    Files.write(latin, new byte[] {'a', '\t', (byte) 0xe9});
    assertTrue(
        assertThrows(UncheckedIOException.class, () -> PairFiles.in(latin))
            .getMessage()
            .contains(latin.toString()));
  }

  @Test
  void theGoldenPairsComeFirstAndLongOnesBehind() {
    SimilarityModel model = new ModelRepository().loadSimilarity("classpath:models/pair-mini");
    List<SentencePair> golden = new GoldenPairs().pairs();
    try (SimilarityTasks tasks = SimilarityTasks.open(model)) {
      ReportPairs pairs = PairFiles.golden(model, tasks);

      assertEquals(golden, pairs.pairs().subList(0, golden.size()));
      assertEquals(golden.size() + 128, pairs.pairs().size());
      assertEquals(Optional.empty(), pairs.similar());
      assertEquals(pairs, PairFiles.golden(model, tasks));
      int longest =
          pairs.pairs().stream().mapToInt(pair -> tasks.tokens(pair.first()) + 2).max().orElse(0);
      assertTrue(longest > 120 && longest <= model.maxLength(), () -> "" + longest);
    }
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("pairs.tsv"), text);
  }
}
