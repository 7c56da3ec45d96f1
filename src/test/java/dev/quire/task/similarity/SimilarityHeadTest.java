package dev.quire.task.similarity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.model.Pooling;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Results of outputs written down by hand. */
class SimilarityHeadTest {

  private static final PreparedText TWO = row(2);
  private static final PreparedText THREE = row(3);

  @Test
  void sharesLogits() {
    LogitsHead head = new LogitsHead("logits", 2, 1);

    // 1 / (1 + e) and 1 / (1 + 1/e^2)
    assertEquals(
        List.of(0.2689414213699951, 0.8807970779778823),
        head.results(outputs("logits", Shape.of(2, 2), 1, 0, -3, -1), List.of(TWO, THREE)).stream()
            .map(result -> ((TextResult.PairScore) result).probability())
            .toList());
  }

  @Test
  void sharesExtremeLogits() {
    LogitsHead head = new LogitsHead("logits", 3, 0);
    List<TextResult> results =
        head.results(
            outputs("logits", Shape.of(3, 3), 3e38f, 0, -3e38f, -3e38f, 3e38f, 0, 2, 2, 2),
            List.of(TWO, TWO, TWO));

    assertEquals(
        List.of(
            new TextResult.PairScore(1),
            new TextResult.PairScore(0),
            new TextResult.PairScore(1.0 / 3)),
        results);
  }

  /** Rows of three tokens of two values, the first with one of padding. */
  @Test
  void poolsTokensWithoutPadding() {
    SimilarityOutputs outputs =
        outputs("h", Shape.of(2, 3, 2), 3, 0, 5, 6, 99, 99, 0, -1, 0, -2, 0, -3);

    List<TextResult> mean = new StatesHead("h", Pooling.MEAN).results(outputs, List.of(TWO, THREE));
    List<TextResult> first = new StatesHead("h", Pooling.CLS).results(outputs, List.of(TWO, THREE));

    // (4, 3) and (0, -2), then (3, 0) and (0, -1), each of length 1
    assertArrayEquals(new float[] {0.8f, 0.6f}, ((Embedding) mean.get(0)).values(), 1e-7f);
    assertArrayEquals(new float[] {0, -1}, ((Embedding) mean.get(1)).values(), 1e-7f);
    assertArrayEquals(new float[] {1, 0}, ((Embedding) first.get(0)).values(), 1e-7f);
    assertArrayEquals(new float[] {0, -1}, ((Embedding) first.get(1)).values(), 1e-7f);
  }

  @Test
  void comparesDirections() {
    Embedding one = Embedding.normalized(new double[] {3, 4});
    assertEquals(1, one.cosine(Embedding.normalized(new double[] {30, 40})), 1e-7);
    assertEquals(-1, one.cosine(Embedding.normalized(new double[] {-3, -4})), 1e-7);
    assertEquals(0.96, one.cosine(Embedding.normalized(new double[] {4, 3})), 1e-7);
    assertEquals(0, one.cosine(Embedding.normalized(new double[] {0, 0})));
    assertEquals(
        1, Embedding.normalized(new double[] {1e30, 0}).cosine(new Embedding(new float[] {2, 0})));
    assertThrows(IllegalArgumentException.class, () -> one.cosine(new Embedding(new float[3])));
  }

  /** A row that overflowed fails, and by itself once its batch is taken apart. */
  @Test
  void refusesWhatIsNoNumber() {
    for (float wrong : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      IllegalStateException refused =
          assertThrows(
              IllegalStateException.class,
              () ->
                  new LogitsHead("logits", 2, 1)
                      .results(outputs("logits", Shape.of(1, 2), 0, wrong), List.of(TWO)));
      assertEquals(
          "tiny.onnx: output logits holds %s; expected finite numbers".formatted((double) wrong),
          refused.getMessage());
    }
  }

  /** Padding may hold anything. */
  @Test
  void looksAtNoPadding() {
    SimilarityOutputs outputs =
        outputs("h", Shape.of(1, 3, 2), 0, 1, 0, 1, Float.NaN, Float.NEGATIVE_INFINITY);

    assertEquals(
        List.of(new Embedding(new float[] {0, 1})),
        new StatesHead("h", Pooling.MEAN).results(outputs, List.of(TWO)));
  }

  @Test
  void refusesOtherShapes() {
    assertRefused(
        "tiny.onnx: outputs [h] found; expected logits",
        new LogitsHead("logits", 2, 1),
        outputs("h", Shape.of(1, 2), 0, 0));
    assertRefused(
        "tiny.onnx: output logits is FLOAT32[1x3]; expected FLOAT32[1x2]",
        new LogitsHead("logits", 2, 1),
        outputs("logits", Shape.of(1, 3), 0, 0, 0));
    assertRefused(
        "tiny.onnx: output h holds 1 tokens a row; expected at least 2",
        new StatesHead("h", Pooling.MEAN),
        outputs("h", Shape.of(1, 1, 2), 0, 0));
    assertRefused(
        "tiny.onnx: output s is FLOAT32[2x1]; expected FLOAT32[1x?]",
        new SentenceHead("s"),
        outputs("s", Shape.of(2, 1), 0, 0));
  }

  private static void assertRefused(
      String message, SimilarityHead head, SimilarityOutputs outputs) {
    assertEquals(
        message,
        assertThrows(IllegalStateException.class, () -> head.results(outputs, List.of(TWO)))
            .getMessage());
  }

  private static SimilarityOutputs outputs(String name, Shape shape, float... values) {
    Tensor tensor = Tensor.allocate(ElementType.FLOAT32, shape);
    tensor.data().asFloatBuffer().put(values);
    return new SimilarityOutputs("tiny.onnx", Map.of(name, tensor));
  }

  private static PreparedText row(int length) {
    return new PreparedText(new int[length], length, Truncation.NONE);
  }
}
