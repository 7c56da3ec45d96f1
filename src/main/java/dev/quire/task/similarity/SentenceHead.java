package dev.quire.task.similarity;

import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A vector for each sentence, {@code sentence_embedding} [B,H], which the graph has pooled.
 *
 * @param output name of the vectors
 */
record SentenceHead(String output) implements SimilarityHead {

  @Override
  public List<TextResult> results(SimilarityOutputs outputs, List<PreparedText> items) {
    Tensor tensor = outputs.require(output, Shape.of(items.size(), Shape.DYNAMIC));
    int size = Math.toIntExact(tensor.shape().dimension(1));
    FloatBuffer values = tensor.data().asFloatBuffer();
    return IntStream.range(0, items.size())
        .mapToObj(row -> outputs.finite(output, values, row * size, size))
        .<TextResult>map(Embedding::normalized)
        .toList();
  }
}
