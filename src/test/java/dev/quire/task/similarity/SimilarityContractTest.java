package dev.quire.task.similarity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.model.ModelException;
import dev.quire.model.Pooling;
import dev.quire.model.SimilarityMode;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SimilarityContractTest {

  private static final TensorSpec IDS = ids("input_ids", -1, -1);
  private static final TensorSpec MASK = ids("attention_mask", -1, -1);
  private static final TensorSpec TYPES = ids("token_type_ids", -1, -1);
  private static final TensorSpec LOGITS = floats("logits", -1, 2);
  private static final TensorSpec STATES = floats("last_hidden_state", -1, -1, 768);
  private static final TensorSpec SENTENCE = floats("sentence_embedding", -1, 768);

  @Test
  void takesExportsAsTheyAre() {
    assertEquals(
        new SimilarityContract(
            true, OptionalInt.empty(), new LogitsHead("logits", 2, 1), Integer.MAX_VALUE),
        check(SimilarityFixture.CROSS, List.of(IDS, MASK, TYPES), LOGITS));
    assertEquals(
        new SimilarityContract(
            false,
            OptionalInt.empty(),
            new StatesHead("last_hidden_state", Pooling.CLS),
            Integer.MAX_VALUE),
        check(
            SimilarityFixture.FIRST, List.of(MASK, IDS), floats("pooler_output", -1, 768), STATES));
  }

  /** What the graph has pooled goes before what could be pooled. */
  @Test
  void prefersTheGraphsPooling() {
    assertEquals(
        new SentenceHead("sentence_embedding"),
        check(SimilarityFixture.FIRST, List.of(IDS, MASK), STATES, SENTENCE).head());
  }

  @Test
  void keepsToTheGraphsSizes() {
    SimilarityContract contract =
        check(
            SimilarityFixture.CROSS,
            List.of(ids("input_ids", 4, 64), ids("attention_mask", 4, -1)),
            LOGITS);

    assertEquals(OptionalInt.of(64), contract.length());
    assertEquals(4, contract.maxBatch());
  }

  @Test
  void explainsWhatDoesNotFit() {
    assertRefused(
        "found inputs [attention_mask int64[?x?]]; expected input_ids among them",
        SimilarityFixture.CROSS,
        List.of(MASK),
        LOGITS);
    assertRefused(
        "found an input input_ids int32[?x?]; expected an input input_ids int64[?x?]",
        SimilarityFixture.CROSS,
        List.of(new TensorSpec("input_ids", ElementType.INT32, Shape.of(-1, -1)), MASK),
        LOGITS);
    assertRefused(
        "found an input position_ids int64[?x?]; expected only [input_ids, attention_mask,"
            + " token_type_ids]",
        SimilarityFixture.CROSS,
        List.of(IDS, MASK, ids("position_ids", -1, -1)),
        LOGITS);
    assertRefused(
        "found inputs [input_ids int64[?x32], attention_mask int64[?x32]]; expected any length, or"
            + " one of at least 48, the descriptor's max_length",
        SimilarityFixture.CROSS,
        List.of(ids("input_ids", -1, 32), ids("attention_mask", -1, 32)),
        LOGITS);
    assertRefused(
        "found outputs [last_hidden_state float32[?x?x768]]; expected logits among them, as the"
            + " mode is cross-encoder",
        SimilarityFixture.CROSS,
        List.of(IDS, MASK),
        STATES);
    assertRefused(
        "found outputs [logits float32[?x2]]; expected sentence_embedding or last_hidden_state"
            + " among them, as the mode is bi-encoder",
        SimilarityFixture.MEAN,
        List.of(IDS, MASK),
        LOGITS);
    assertRefused(
        "found an output logits float16[?x2]; expected an output logits float32[?x?]",
        SimilarityFixture.CROSS,
        List.of(IDS, MASK),
        new TensorSpec("logits", ElementType.FLOAT16, Shape.of(-1, 2)));
    assertRefused(
        "found an output logits float32[?x1]; expected a known number of labels, at least 2, the"
            + " similar pairs' one, 1, among them",
        SimilarityFixture.CROSS,
        List.of(IDS, MASK),
        floats("logits", -1, 1));
  }

  private static void assertRefused(
      String message, SimilarityMode mode, List<TensorSpec> inputs, TensorSpec... outputs) {
    assertEquals(
        "tiny.onnx does not fit the similarity task: " + message,
        assertThrows(ModelException.class, () -> check(mode, inputs, outputs)).getMessage());
  }

  private static SimilarityContract check(
      SimilarityMode mode, List<TensorSpec> inputs, TensorSpec... outputs) {
    return SimilarityContract.check(
        SimilarityFixture.model(new byte[0], mode, 48), new ArrayList<>(inputs), List.of(outputs));
  }

  private static TensorSpec ids(String name, long... shape) {
    return new TensorSpec(name, ElementType.INT64, Shape.of(shape));
  }

  private static TensorSpec floats(String name, long... shape) {
    return new TensorSpec(name, ElementType.FLOAT32, Shape.of(shape));
  }
}
