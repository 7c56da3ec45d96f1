package dev.quire.task.similarity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.batch.Bucket;
import dev.quire.model.SimilarityMode;
import dev.quire.tensor.ReusedTensors;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import dev.quire.text.SmallVocabulary;
import dev.quire.text.Tokenizer;
import java.nio.LongBuffer;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SimilarityTaskTest {

  private static final int CLS = 2;
  private static final int SEP = 3;

  private static Tokenizer tokenizer;

  @BeforeAll
  static void open() {
    tokenizer = SmallVocabulary.open();
  }

  @AfterAll
  static void close() {
    tokenizer.close();
  }

  @Test
  void preparesPairs() {
    PreparedText pair =
        cross(16).plan(List.of(new SentencePair("hello cat", "world"))).items().get(0);

    assertArrayEquals(new int[] {CLS, 82, 86, SEP, 83, SEP}, pair.ids());
    assertEquals(4, pair.split());
    assertEquals(Truncation.NONE, pair.truncation());
    assertEquals(24, pair.sizeInBytes());
  }

  @Test
  void preparesEmptyTexts() {
    PreparedText pair = cross(16).plan(List.of(new SentencePair("", " "))).items().get(0);

    assertArrayEquals(new int[] {CLS, SEP, SEP}, pair.ids());
    assertEquals(2, pair.split());
    PreparedText single = bi(16).plan(List.of(new SentencePair("", ""))).items().get(0);
    assertArrayEquals(new int[] {CLS, SEP}, single.ids());
  }

  /** Of 2 and 8 tokens 5 fit: the longer loses its end, and says so. */
  @Test
  void saysWhatItLeavesOut() {
    PairPlan plan = cross(8).plan(List.of(new SentencePair("hello cat", "a b c d e f g h")));
    PreparedText pair = plan.items().get(0);

    assertArrayEquals(new int[] {CLS, 82, 86, SEP, 5, 6, 7, SEP}, pair.ids());
    assertEquals(new Truncation(0, 5), pair.truncation());
    assertTrue(pair.truncation().isTruncated());
    assertEquals(
        List.of(new PairSimilarity(0.25, new Truncation(0, 5))),
        plan.finish(List.of(new TextResult.PairScore(0.25))));
  }

  @Test
  void readsSentencesOnce() {
    PairPlan plan =
        bi(8)
            .plan(
                List.of(
                    new SentencePair("cat", "hello"),
                    new SentencePair("cat", "a b c d e f g h"),
                    new SentencePair("hello", "hello")));

    assertEquals(3, plan.items().size());
    assertArrayEquals(new int[] {CLS, 86, SEP}, plan.items().get(0).ids());
    assertEquals(3, plan.items().get(0).split());
    assertEquals(
        List.of(
            new PairSimilarity(0, Truncation.NONE),
            new PairSimilarity(0.6f, new Truncation(0, 2)),
            new PairSimilarity(1, Truncation.NONE)),
        plan.finish(
            List.of(
                new Embedding(new float[] {1, 0}),
                new Embedding(new float[] {0, 1}),
                new Embedding(new float[] {0.6f, 0.8f}))));
  }

  @Test
  void refusesResultsThatAreNotThePlans() {
    PairPlan together = cross(16).plan(List.of(new SentencePair("a", "b")));
    PairPlan apart = bi(16).plan(List.of(new SentencePair("a", "b")));
    Embedding embedding = new Embedding(new float[] {1});
    TextResult score = new TextResult.PairScore(1);

    assertThrows(IllegalArgumentException.class, () -> together.finish(List.of()));
    assertThrows(IllegalArgumentException.class, () -> together.finish(List.of(embedding)));
    assertThrows(IllegalArgumentException.class, () -> apart.finish(List.of(score, score)));
    assertEquals(List.of(), cross(16).plan(List.of()).finish(List.of()));
  }

  /** In memory that is used again, whose contents are anything. */
  @Test
  void padsToTheBucketAndNoFurther() {
    SimilarityTask task = cross(64);
    ReusedTensors tensors = new ReusedTensors();
    List<PreparedText> large = task.plan(List.of(new SentencePair("a ".repeat(20), "b "))).items();
    task.assemble(List.of(large.get(0), large.get(0)), tensors);
    List<PreparedText> items =
        task.plan(List.of(new SentencePair("cat", ""), new SentencePair("a", "b c"))).items();

    Map<String, Tensor> inputs = task.assemble(items, tensors);

    assertEquals(8, task.bucket(items.get(0)).cost());
    assertEquals(List.of(4L, 6L), items.stream().map(task::content).toList());
    assertEquals(
        List.of("input_ids", "attention_mask", "token_type_ids"), List.copyOf(inputs.keySet()));
    inputs.values().forEach(tensor -> assertEquals(Shape.of(2, 8), tensor.shape()));
    assertArrayEquals(
        new long[] {CLS, 86, SEP, SEP, 0, 0, 0, 0, CLS, 5, SEP, 6, 7, SEP, 0, 0},
        longs(inputs.get("input_ids")));
    assertArrayEquals(
        new long[] {1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0},
        longs(inputs.get("attention_mask")));
    assertArrayEquals(
        new long[] {0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0},
        longs(inputs.get("token_type_ids")));
  }

  @Test
  void leavesTypesOutWhereTheGraphDoes() {
    SimilarityTask task =
        task(
            SimilarityFixture.CROSS,
            16,
            new SimilarityContract(false, OptionalInt.empty(), head(), 9));

    assertEquals(
        List.of("input_ids", "attention_mask"),
        List.copyOf(task.assemble(List.of(task.blank())).keySet()));
  }

  @Test
  void refusesRowsOfSeveralBuckets() {
    SimilarityTask task = cross(64);
    List<PreparedText> blanks = task.blanks();
    IllegalArgumentException mixed =
        assertThrows(
            IllegalArgumentException.class,
            () -> task.assemble(List.of(blanks.get(0), blanks.get(1))));

    assertEquals(
        "Rows of Bucket[name=L48, cost=48] and Bucket[name=L8, cost=8] do not make a batch",
        mixed.getMessage());
    assertThrows(IllegalArgumentException.class, () -> task.assemble(List.of()));
  }

  @Test
  void warmsEachBucketUpTheUsualFirst() {
    SimilarityTask task = cross(100);
    assertEquals(
        List.of("L48", "L8", "L16", "L24", "L32", "L64", "L96", "L100"),
        task.blanks().stream().map(task::bucket).map(Bucket::name).toList());
    assertEquals(new Bucket("L48", 48), task.bucket(task.blank()));
    assertEquals(new Bucket("L24", 24), bi(64).bucket(bi(64).blank()));
    assertEquals(new Bucket("L8", 8), cross(8).bucket(cross(8).blank()));
    SimilarityTask fixed =
        task(
            SimilarityFixture.CROSS,
            60,
            new SimilarityContract(true, OptionalInt.of(80), head(), 9));
    assertEquals(1, fixed.blanks().size());
    assertEquals(new Bucket("L80", 80), fixed.bucket(fixed.blank()));
  }

  private static SimilarityTask cross(int maxLength) {
    return task(SimilarityFixture.CROSS, maxLength, contract(head()));
  }

  private static SimilarityTask bi(int maxLength) {
    return task(
        SimilarityFixture.MEAN, maxLength, contract(new SentenceHead("sentence_embedding")));
  }

  private static LogitsHead head() {
    return new LogitsHead("logits", 2, 1);
  }

  private static SimilarityContract contract(SimilarityHead head) {
    return new SimilarityContract(true, OptionalInt.empty(), head, Integer.MAX_VALUE);
  }

  private static SimilarityTask task(
      SimilarityMode mode, int maxLength, SimilarityContract contract) {
    return new SimilarityTask(
        SimilarityFixture.model(new byte[0], mode, maxLength), tokenizer, contract);
  }

  private static long[] longs(Tensor tensor) {
    LongBuffer buffer = tensor.data().asLongBuffer();
    long[] values = new long[buffer.remaining()];
    buffer.get(values);
    return values;
  }
}
