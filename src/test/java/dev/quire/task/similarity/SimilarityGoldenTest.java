package dev.quire.task.similarity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.SimilarityMode;
import dev.quire.model.graph.Fp16Conversion;
import dev.quire.model.graph.Graph;
import dev.quire.precision.PrecisionGuard;
import dev.quire.task.Golden.Likeness;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SimilarityGoldenTest {

  private final List<SentencePair> pairs = new GoldenPairs().pairs();

  @Test
  void bringsPairsOfTwoLanguages() {
    assertTrue(pairs.size() >= 24, () -> "" + pairs.size());
    assertEquals(pairs.size(), Set.copyOf(pairs).size());
    long chinese =
        pairs.stream()
            .filter(pair -> pair.first().codePoints().anyMatch(Character::isIdeographic))
            .count();
    assertTrue(chinese >= 10 && pairs.size() - chinese >= 10, () -> chinese + " Chinese");
  }

  static Stream<Arguments> modes() {
    TinyBert bert = TinyBert.usual();
    return Stream.of(
        Arguments.of("pairs", SimilarityFixture.CROSS, BertGraph.usual(bert).classifier()),
        Arguments.of("sentences", SimilarityFixture.MEAN, BertGraph.usual(bert).states()),
        Arguments.of("pooled", SimilarityFixture.MEAN, BertGraph.usual(bert).sentence()));
  }

  /** What the guard does before it lets half precision serve. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("modes")
  void findsHalfPrecisionGoodEnough(String name, SimilarityMode mode, byte[] full) {
    byte[] half = new Fp16Conversion().apply(Graph.parse(name, full)).graph().toBytes();
    try (SimilarityFixture one = new SimilarityFixture(full, mode, 128);
        SimilarityFixture other = new SimilarityFixture(half, mode, 128)) {
      SimilarityGolden golden = new SimilarityGolden(one.task(), pairs);

      Likeness likeness =
          golden.compare(one.runEach(golden.items()), other.runEach(golden.items()));

      assertEquals(2L * pairs.size(), likeness.compared());
      assertTrue(likeness.reaches(PrecisionGuard.BAR), likeness::toString);
    }
  }

  /** Another seed is another model. */
  @Test
  void tellsModelsApart() {
    TinyBert stranger = new TinyBert(TinyBert.usual().size(), 99);
    try (SimilarityFixture one =
            new SimilarityFixture(
                BertGraph.usual(TinyBert.usual()).classifier(), SimilarityFixture.CROSS, 128);
        SimilarityFixture other =
            new SimilarityFixture(
                BertGraph.usual(stranger).classifier(), SimilarityFixture.CROSS, 128)) {
      SimilarityGolden golden = new SimilarityGolden(one.task(), pairs);

      Likeness likeness =
          golden.compare(one.runEach(golden.items()), other.runEach(golden.items()));

      assertFalse(likeness.reaches(PrecisionGuard.BAR), likeness::toString);
    }
  }

  @Test
  void countsScoresAndTheirOrder() {
    try (SimilarityFixture fixture =
        new SimilarityFixture(
            BertGraph.usual(TinyBert.usual()).classifier(), SimilarityFixture.CROSS, 32)) {
      SimilarityGolden golden = new SimilarityGolden(fixture.task(), pairs.subList(0, 4));

      // the second is off and has changed places with the first; the third and fourth are a tie
      assertEquals(
          new Likeness(8, 0.75, 0.8),
          golden.compare(scores(0.1, 0.2, 0.5, 0.509), scores(0.105, 0.09, 0.5, 0.5)));
      assertEquals(
          new Likeness(8, 1, 1),
          golden.compare(scores(0.5, 0.5, 0.5, 0.5), scores(0.5, 0.491, 0.5, 0.5)));
    }
  }

  private static List<TextResult> scores(double... scores) {
    List<TextResult> results = new ArrayList<>();
    for (double score : scores) {
      results.add(new TextResult.PairScore(score));
    }
    return results;
  }
}
