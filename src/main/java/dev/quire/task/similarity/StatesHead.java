package dev.quire.task.similarity;

import dev.quire.model.Pooling;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A vector for each token, {@code last_hidden_state} [B,L,H], to be pooled here: {@code Σ m·h / Σ
 * m} over the tokens, of which {@code m} leaves out the padding, or the first one's.
 *
 * @param output name of the vectors
 * @param pooling which of both
 */
record StatesHead(String output, Pooling pooling) implements SimilarityHead {

  @Override
  public List<TextResult> results(SimilarityOutputs outputs, List<PreparedText> items) {
    Tensor tensor = outputs.require(output, Shape.of(items.size(), Shape.DYNAMIC, Shape.DYNAMIC));
    int length = Math.toIntExact(tensor.shape().dimension(1));
    int size = Math.toIntExact(tensor.shape().dimension(2));
    FloatBuffer values = tensor.data().asFloatBuffer();
    return IntStream.range(0, items.size())
        .<TextResult>mapToObj(
            row -> {
              int tokens = pooling == Pooling.CLS ? 1 : items.get(row).length();
              if (tokens > length) {
                throw new IllegalStateException(
                    "%s: output %s holds %d tokens a row; expected at least %d"
                        .formatted(outputs.file(), output, length, tokens));
              }
              double[] states = outputs.finite(output, values, row * length * size, tokens * size);
              return Embedding.normalized(mean(states, tokens, size));
            })
        .toList();
  }

  private static double[] mean(double[] states, int tokens, int size) {
    double[] mean = new double[size];
    for (int i = 0; i < states.length; i++) {
      mean[i % size] += states[i] / tokens;
    }
    return mean;
  }
}
