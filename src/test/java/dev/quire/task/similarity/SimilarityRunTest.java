package dev.quire.task.similarity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.batch.Bucket;
import dev.quire.model.SimilarityMode;
import dev.quire.text.SmallVocabulary;
import dev.quire.text.Tokenizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** From sentences through a graph to scores. */
class SimilarityRunTest {

  private static final double REFERENCE = 1e-4;
  private static final double COMPANY = 1e-5;

  private static Tokenizer tokenizer;

  private final TinyBert bert = TinyBert.usual();
  private final BertReference reference = new BertReference(bert);

  @BeforeAll
  static void open() {
    tokenizer = SmallVocabulary.open();
  }

  @AfterAll
  static void close() {
    tokenizer.close();
  }

  static Stream<Arguments> exports() {
    return Stream.of(
        Arguments.of(BertGraph.OLD_MASK, false),
        Arguments.of(BertGraph.OLD_MASK, true),
        Arguments.of(BertGraph.NEW_MASK, false),
        Arguments.of(BertGraph.NEW_MASK, true));
  }

  @ParameterizedTest
  @MethodSource("exports")
  void classifiesPairsAsByHand(float mask, boolean wholeNorms) {
    byte[] graph = new BertGraph(bert, mask, wholeNorms, true).classifier();
    try (SimilarityFixture fixture = new SimilarityFixture(graph, SimilarityFixture.CROSS, 96)) {
      PairPlan plan = fixture.task().plan(SimilarityFixture.pairs(new Random(3), 20, 40));

      List<PairSimilarity> scores = plan.finish(fixture.runEach(plan.items()));

      DoubleSummaryStatistics range = new DoubleSummaryStatistics();
      for (int i = 0; i < scores.size(); i++) {
        double expected = reference.score(plan.items().get(i));
        range.accept(expected);
        assertEquals(expected, scores.get(i).score(), REFERENCE);
      }
      assertTrue(range.getMax() - range.getMin() > 0.3, () -> "scores all alike: " + range);
    }
  }

  @Test
  void embedsSentencesAsByHand() {
    BertGraph graph = new BertGraph(bert, BertGraph.OLD_MASK, false, false);
    try (SimilarityFixture fixture =
        new SimilarityFixture(graph.states(), SimilarityFixture.MEAN, 64)) {
      List<SentencePair> pairs = SimilarityFixture.pairs(new Random(4), 30, 25);
      PairPlan plan = fixture.task().plan(pairs);
      TextEncoder encoder = encoder(64);

      List<PairSimilarity> scores = plan.finish(fixture.runEach(plan.items()));

      for (int i = 0; i < scores.size(); i++) {
        double[] first = reference.mean(encoder.single(pairs.get(i).first()));
        double[] second = reference.mean(encoder.single(pairs.get(i).second()));
        assertEquals(BertReference.cosine(first, second), scores.get(i).score(), REFERENCE);
      }
    }
  }

  @Test
  void readsTheFirstTokenWhereItIsTheSentence() {
    try (SimilarityFixture fixture =
        new SimilarityFixture(BertGraph.usual(bert).states(), SimilarityFixture.FIRST, 64)) {
      PreparedText text = encoder(64).single("怎么还款 hello");

      Embedding embedding = (Embedding) fixture.run(List.of(text)).get(0);

      double[] expected = reference.states(text)[0];
      double norm = Math.sqrt(dot(expected));
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i] / norm, embedding.values()[i], REFERENCE);
      }
    }
  }

  /** A graph that pools by itself and one that leaves it to the task say the same. */
  @Test
  void poolsAsGraphsDo() {
    List<SentencePair> pairs = SimilarityFixture.pairs(new Random(6), 25, 25);
    try (SimilarityFixture states =
            new SimilarityFixture(BertGraph.usual(bert).states(), SimilarityFixture.MEAN, 64);
        SimilarityFixture pooled =
            new SimilarityFixture(BertGraph.usual(bert).sentence(), SimilarityFixture.MEAN, 64)) {
      List<PreparedText> items = states.task().plan(pairs).items();
      List<TextResult> one = states.runEach(items);
      List<TextResult> other = pooled.runEach(items);

      assertEquals(List.of("sentence_embedding"), pooled.task().outputs());
      for (int i = 0; i < items.size(); i++) {
        assertArrayEquals(
            ((Embedding) one.get(i)).values(), ((Embedding) other.get(i)).values(), 1e-5f);
      }
    }
  }

  static Stream<Arguments> modes() {
    TinyBert bert = TinyBert.usual();
    return Stream.of(
        Arguments.of(
            Named.of("pairs", BertGraph.usual(bert).classifier()), SimilarityFixture.CROSS),
        Arguments.of(
            Named.of(
                "pairs, newer export",
                new BertGraph(bert, BertGraph.NEW_MASK, true, true).classifier()),
            SimilarityFixture.CROSS),
        Arguments.of(Named.of("sentences", BertGraph.usual(bert).states()), SimilarityFixture.MEAN),
        Arguments.of(
            Named.of("pooled sentences", BertGraph.usual(bert).sentence()),
            SimilarityFixture.MEAN));
  }

  /** Whatever rows a row travels with, wherever it sits among them and however far it is padded. */
  @ParameterizedTest
  @MethodSource("modes")
  void givesAPairTheSameScoreInEveryBatch(byte[] graph, SimilarityMode mode) {
    Random random = new Random(8);
    List<SentencePair> pairs = SimilarityFixture.pairs(random, 80, 30);
    try (SimilarityFixture fixture = new SimilarityFixture(graph, mode, 72)) {
      PairPlan plan = fixture.task().plan(pairs);
      List<PairSimilarity> alone = plan.finish(fixture.runEach(plan.items()));
      for (int round = 0; round < 8; round++) {
        List<PairSimilarity> together = plan.finish(shuffled(fixture, plan.items(), random));

        for (int i = 0; i < pairs.size(); i++) {
          assertEquals(alone.get(i).score(), together.get(i).score(), COMPANY);
          assertEquals(alone.get(i).truncation(), together.get(i).truncation());
        }
      }
    }
  }

  /** A short row beside one of each length, 8 to 512. */
  @Test
  void givesAPairTheSameScoreInEveryPadding() {
    PreparedText text = encoder(8).pair(new SentencePair("我的", "花呗"));
    double expected = reference.score(text);
    try (SimilarityFixture fixture =
        new SimilarityFixture(BertGraph.usual(bert).classifier(), SimilarityFixture.CROSS, 512)) {
      for (PreparedText blank : fixture.task().blanks()) {
        SimilarityTask padding = fixture.padding(blank.length());
        List<PreparedText> items = List.of(blank, text);
        List<TextResult> results =
            padding.split(
                fixture.predictor().run(padding.assemble(items), padding.outputs()), items);

        assertEquals(expected, ((TextResult.PairScore) results.get(1)).probability(), COMPANY);
      }
    }
  }

  private static List<TextResult> shuffled(
      SimilarityFixture fixture, List<PreparedText> items, Random random) {
    List<PreparedText> order = new ArrayList<>(items);
    Collections.shuffle(order, random);
    Map<Bucket, List<PreparedText>> buckets = new LinkedHashMap<>();
    order.forEach(
        item ->
            buckets
                .computeIfAbsent(fixture.task().bucket(item), any -> new ArrayList<>())
                .add(item));
    Map<PreparedText, TextResult> results = new HashMap<>();
    for (List<PreparedText> bucket : buckets.values()) {
      for (int at = 0; at < bucket.size(); ) {
        int end = Math.min(bucket.size(), at + 1 + random.nextInt(12));
        List<PreparedText> batch = bucket.subList(at, end);
        List<TextResult> found = fixture.run(batch);
        for (int i = 0; i < batch.size(); i++) {
          results.put(batch.get(i), found.get(i));
        }
        at = end;
      }
    }
    return items.stream().map(results::get).toList();
  }

  private static double dot(double[] vector) {
    double sum = 0;
    for (double value : vector) {
      sum += value * value;
    }
    return sum;
  }

  private static TextEncoder encoder(int maxLength) {
    return new TextEncoder(tokenizer, maxLength);
  }
}
