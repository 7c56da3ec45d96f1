package dev.quire.task.similarity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.ModelRepository;
import dev.quire.model.SimilarityMode;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** With single characters for tokens, so that every length can be had. */
class LengthMixTest {

  private static final ToIntFunction<String> CHARACTERS =
      text -> (int) text.codePoints().filter(point -> point != ' ').count();
  private static final List<SentencePair> MATERIAL =
      List.of(new SentencePair("aaa", "bbbbb"), new SentencePair("A", "B"));

  @Test
  void aPairSharesARow() {
    List<Integer> rows =
        mix(SimilarityFixture.CROSS).pairs(2000, 8, 20, 1).stream()
            .map(pair -> length(pair.first()) + length(pair.second()) + 3)
            .toList();

    requireEven(rows);
  }

  @Test
  void aSentenceHasARowOfItsOwn() {
    List<Integer> rows =
        mix(SimilarityFixture.MEAN).pairs(1000, 8, 20, 1).stream()
            .flatMap(pair -> Stream.of(pair.first(), pair.second()))
            .map(text -> length(text) + 2)
            .toList();

    requireEven(rows);
  }

  /** Of 2000, each of the 13 lengths is drawn 154 times on average, with a deviation of 12. */
  private static void requireEven(List<Integer> rows) {
    assertEquals(2000, rows.size());
    for (int length = 8; length <= 20; length++) {
      int wanted = length;
      assertEquals(154, rows.stream().filter(row -> row == wanted).count(), 5 * 12);
    }
    assertTrue(rows.stream().allMatch(row -> row >= 8 && row <= 20), rows::toString);
  }

  @Test
  void bothTextsAreOfTheSamePairs() {
    for (SentencePair pair : mix(SimilarityFixture.MEAN).pairs(50, 40, 40, 1)) {
      assertTrue(pair.first().matches("(aaa|A)( (aaa|A))*( a{0,2})?"), pair::first);
      assertTrue(pair.second().matches("(b{5}|B)( (b{5}|B))*( b{0,4})?"), pair::second);
      List<String> first = List.of(pair.first().split(" "));
      List<String> second = List.of(pair.second().split(" "));
      // the last sentence of either may be cut
      for (int i = 0; i < Math.min(first.size(), second.size()) - 1; i++) {
        assertEquals(first.get(i).equals("A"), second.get(i).equals("B"), pair::toString);
      }
    }
  }

  @Test
  void theSeedDecides() {
    LengthMix mix = mix(SimilarityFixture.CROSS);
    assertEquals(mix.pairs(9, 8, 99, 4), mix(SimilarityFixture.CROSS).pairs(9, 8, 99, 4));
    assertNotEquals(mix.pairs(9, 8, 99, 4), mix.pairs(9, 8, 99, 5));
  }

  /** With real tokens, of which a cut word may have more or fewer. */
  @Test
  void theGoldenPairsMakeRowsThatFit() {
    var model = new ModelRepository().loadSimilarity("classpath:models/pair-mini");
    try (SimilarityTasks tasks = SimilarityTasks.open(model)) {
      List<SentencePair> golden = new GoldenPairs().pairs();
      for (int length : new int[] {8, 50, 128}) {
        for (SentencePair pair :
            new LengthMix(model.mode(), tasks::tokens, golden).pairs(40, length, length, 3)) {
          for (String text : List.of(pair.first(), pair.second())) {
            int row = tasks.tokens(text) + 2;
            assertTrue(row <= length && row >= length - 3, () -> row + " tokens: " + text);
          }
        }
      }
    }
  }

  @Test
  void whatMakesNoRowsIsRefused() {
    LengthMix mix = mix(SimilarityFixture.CROSS);
    assertThrows(IllegalArgumentException.class, () -> mix.pairs(1, 4, 9, 1));
    assertThrows(IllegalArgumentException.class, () -> mix.pairs(1, 9, 8, 1));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new LengthMix(
                SimilarityFixture.CROSS, CHARACTERS, List.of(new SentencePair("a", " "))));
  }

  private static LengthMix mix(SimilarityMode mode) {
    return new LengthMix(mode, CHARACTERS, MATERIAL);
  }

  private static int length(String text) {
    return CHARACTERS.applyAsInt(text);
  }
}
