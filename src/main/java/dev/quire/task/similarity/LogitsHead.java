package dev.quire.task.similarity;

import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A classifier of pairs: {@code logits} [B,labels]. The score is the softmax's share of one label.
 *
 * @param output name of the logits
 * @param labels number of labels, at least 2
 * @param similar index of the similar pairs' label
 */
record LogitsHead(String output, int labels, int similar) implements SimilarityHead {

  LogitsHead {
    if (labels < 2 || similar >= labels) {
      throw new IllegalArgumentException(
          "Label %d of %d; expected one of at least two".formatted(similar, labels));
    }
  }

  @Override
  public List<TextResult> results(SimilarityOutputs outputs, List<PreparedText> items) {
    Tensor tensor = outputs.require(output, Shape.of(items.size(), labels));
    FloatBuffer values = tensor.data().asFloatBuffer();
    return IntStream.range(0, items.size())
        .mapToObj(row -> outputs.finite(output, values, row * labels, labels))
        .<TextResult>map(logits -> new TextResult.PairScore(share(logits)))
        .toList();
  }

  /** Relative to the label itself, so that nothing overflows but what is 0 in the end. */
  private double share(double[] logits) {
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(logit - logits[similar]);
    }
    return 1 / sum;
  }
}
