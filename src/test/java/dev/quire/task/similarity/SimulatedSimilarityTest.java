package dev.quire.task.similarity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.device.DeviceId;
import dev.quire.engine.EngineException;
import dev.quire.engine.Predictor;
import dev.quire.engine.simulated.LatencyCurve;
import dev.quire.engine.simulated.SimulatedDevice;
import dev.quire.engine.simulated.SimulatedEngine;
import dev.quire.engine.simulated.SimulatedMemory;
import dev.quire.model.ModelRepository;
import dev.quire.model.SimilarityMode;
import dev.quire.model.SimilarityModel;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import dev.quire.text.SmallVocabulary;
import dev.quire.text.Tokenizer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SimulatedSimilarityTest {

  private static final SimilarityModel SHIPPED =
      new ModelRepository().loadSimilarity("classpath:models/pair-mini");

  private static SimilarityTasks shipped;

  /** Of which the padding is needed alone. */
  private static Tokenizer small;

  @BeforeAll
  static void open() {
    small = SmallVocabulary.open();
    shipped = SimilarityTasks.open(SHIPPED);
  }

  @AfterAll
  static void close() {
    shipped.close();
    small.close();
  }

  static Stream<SimilarityMode> modes() {
    return Stream.of(
        SimilarityFixture.CROSS, new SimilarityMode.CrossEncoder(3), SimilarityFixture.MEAN);
  }

  @Test
  void fitsTheModelThatShips() {
    SimilarityContract contract = contract(SHIPPED.mode(), SHIPPED);

    assertEquals(new SentenceHead("sentence_embedding"), contract.head());
    assertEquals(OptionalInt.empty(), contract.length());
  }

  @Test
  void aCrossEncoderHasALogitForTheSimilarPairs() {
    assertEquals(
        new LogitsHead("logits", 2, 1),
        contract(SimilarityFixture.CROSS, of(SimilarityFixture.CROSS)).head());
    SimilarityMode fourth = new SimilarityMode.CrossEncoder(3);
    assertEquals(new LogitsHead("logits", 4, 3), contract(fourth, of(fourth)).head());
  }

  /** What a row gets in any batch, at any length, is what it gets alone. */
  @ParameterizedTest
  @MethodSource("modes")
  void anAnswerDependsOnItsRowAlone(SimilarityMode mode) {
    List<PreparedText> rows = rows(new Random(3), 40);
    SimilarityTask tight = task(mode, OptionalInt.empty());
    List<TextResult> alone =
        rows.stream().map(row -> results(mode, tight, List.of(row)).get(0)).toList();

    assertEquals(alone, results(mode, task(mode, OptionalInt.of(128)), rows));
    assertEquals(alone, results(mode, task(mode, OptionalInt.of(64)), rows));
    assertEquals(40, new HashSet<>(alone).size());
  }

  @Test
  void theOrderOfTokensCountsAndSoDoTheirNumberAndType() {
    List<PreparedText> rows =
        List.of(
            row(4, 2, 5, 6, 3),
            row(4, 2, 6, 5, 3),
            row(4, 2, 5, 6, 6, 3),
            row(2, 2, 5, 6, 3),
            row(3, 2, 5, 6, 3));

    List<TextResult> results =
        results(SimilarityFixture.CROSS, task(SimilarityFixture.CROSS, OptionalInt.of(8)), rows);

    assertEquals(5, new HashSet<>(results).size(), results::toString);
  }

  /** Of a thousand rows, some of every tenth of the scores there are. */
  @Test
  void scoresDiffer() {
    Set<Integer> tenths = new HashSet<>();
    SimilarityTask task = task(SimilarityFixture.CROSS, OptionalInt.of(64));
    for (TextResult result : results(SimilarityFixture.CROSS, task, rows(new Random(8), 1000))) {
      tenths.add((int) (10 * ((TextResult.PairScore) result).probability()));
    }
    assertEquals(10, tenths.size(), tenths::toString);
  }

  @Test
  void anEmbeddingIsOfLengthOneAndLikeItselfAlone() {
    SimilarityTask task = task(SimilarityFixture.MEAN, OptionalInt.of(64));
    List<PreparedText> rows = rows(new Random(8), 300);

    List<TextResult> results = results(SimilarityFixture.MEAN, task, rows);

    double sum = 0;
    for (int i = 0; i < rows.size(); i++) {
      Embedding one = (Embedding) results.get(i);
      assertEquals(8, one.values().length);
      assertEquals(1, one.cosine(one), 1e-6);
      sum += one.cosine((Embedding) results.get((i + 1) % rows.size()));
    }
    // each cosine has a deviation of about 1/√8, their mean one of 0.02
    assertEquals(0, sum / rows.size(), 0.1);
  }

  @Test
  void answersOnlyWhatThereIs() {
    SimulatedSimilarity simulated = new SimulatedSimilarity(SimilarityFixture.MEAN);
    Map<String, Tensor> inputs =
        task(SimilarityFixture.MEAN, OptionalInt.of(8)).assemble(List.of(row(3, 2, 5, 3)));

    assertEquals(1, simulated.size(inputs));
    assertEquals(
        Shape.of(1, 8),
        simulated.answer(inputs, List.of("sentence_embedding")).get("sentence_embedding").shape());
    assertThrows(IllegalArgumentException.class, () -> simulated.answer(inputs, List.of("logits")));
  }

  @Test
  void onlyThePoisonedTokenIsPoisoned() {
    SimulatedSimilarity simulated = new SimulatedSimilarity(SimilarityFixture.CROSS);
    SimilarityTask task = task(SimilarityFixture.CROSS, OptionalInt.of(8));

    assertTrue(simulated.poisoned(task.assemble(List.of(row(4, 2, 5, 666, 3)))));
    assertTrue(simulated.poisoned(task.assemble(List.of(row(3, 2, 5, 3), row(1, 666)))));
    assertFalse(simulated.poisoned(task.assemble(List.of(row(4, 2, 665, 667, 3)))));
  }

  /** What stands behind a row's end is none of its tokens. */
  @Test
  void paddingIsNotPoisoned() {
    Map<String, Tensor> inputs =
        task(SimilarityFixture.MEAN, OptionalInt.of(8)).assemble(List.of(row(3, 2, 5, 3)));
    inputs.get("input_ids").data().asLongBuffer().put(7, 666);

    assertFalse(new SimulatedSimilarity(SimilarityFixture.MEAN).poisoned(inputs));
  }

  /** A client's text fails by itself, as documented, and the golden pairs do not. */
  @Test
  void theWholeWay() {
    SimulatedDevice device =
        new SimulatedDevice(
            new DeviceId("gpu:0"),
            LatencyCurve.parse("1:8ms"),
            List.of(),
            new SimulatedMemory(1 << 20, 1, 1));
    SimulatedEngine engine =
        new SimulatedEngine(
            List.of(device),
            new SimulatedSimilarity(SHIPPED.mode()),
            nanos -> {},
            System::nanoTime);
    SimilarityTask task = shipped.task(contract(SHIPPED.mode(), SHIPPED));
    try (Predictor predictor = engine.open(SHIPPED.files(), device.id())) {
      for (PreparedText item : task.plan(new GoldenPairs().pairs()).items()) {
        List<PreparedText> one = List.of(item);
        assertEquals(1, task.split(predictor.run(task.assemble(one), task.outputs()), one).size());
      }
      List<PreparedText> poisoned = task.plan(List.of(new SentencePair("唯", "唯"))).items();
      assertThrows(
          EngineException.class, () -> predictor.run(task.assemble(poisoned), task.outputs()));
    }
  }

  private static List<TextResult> results(
      SimilarityMode mode, SimilarityTask task, List<PreparedText> rows) {
    SimulatedSimilarity simulated = new SimulatedSimilarity(mode);
    return task.split(simulated.answer(task.assemble(rows), task.outputs()), rows);
  }

  private static SimilarityTask task(SimilarityMode mode, OptionalInt length) {
    SimilarityContract contract = contract(mode, of(mode));
    return new SimilarityTask(
        of(mode),
        small,
        new SimilarityContract(contract.types(), length, contract.head(), contract.maxBatch()));
  }

  private static SimilarityContract contract(SimilarityMode mode, SimilarityModel model) {
    SimulatedSimilarity simulated = new SimulatedSimilarity(mode);
    return SimilarityContract.check(model, simulated.inputs(), simulated.outputs());
  }

  private static SimilarityModel of(SimilarityMode mode) {
    return SimilarityFixture.model(new byte[0], mode, 128);
  }

  /** Rows of up to 64 tokens. */
  private static List<PreparedText> rows(Random random, int count) {
    return IntStream.range(0, count)
        .mapToObj(any -> random.ints(3 + random.nextInt(62), 1, 600).toArray())
        .map(ids -> new PreparedText(ids, 1 + random.nextInt(ids.length), Truncation.NONE))
        .toList();
  }

  private static PreparedText row(int split, int... ids) {
    return new PreparedText(ids, split, Truncation.NONE);
  }
}
