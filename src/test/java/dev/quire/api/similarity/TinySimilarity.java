package dev.quire.api.similarity;

import dev.quire.model.ModelFile;
import dev.quire.model.ModelFiles;
import dev.quire.model.Pooling;
import dev.quire.model.SimilarityMode;
import dev.quire.model.SimilarityModel;
import dev.quire.task.similarity.Embedding;
import dev.quire.task.similarity.PreparedText;
import dev.quire.task.similarity.SimilarityContract;
import dev.quire.task.similarity.SimilarityTask;
import dev.quire.task.similarity.TextResult;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.TensorSpec;
import dev.quire.text.SmallVocabulary;
import dev.quire.text.Tokenizer;
import java.util.List;

/**
 * A model without a graph, whose results anybody can work out: of single letters, whose tokens are
 * 5 for a to 30 for z, the cosine is that of as many radians as they are apart, and the probability
 * is a hundredth for each letter that they are apart.
 */
final class TinySimilarity implements AutoCloseable {

  private final SimilarityModel model;
  private final Tokenizer tokenizer = SmallVocabulary.open();
  private final SimilarityTask task;

  private TinySimilarity(SimilarityMode mode, String output, int maxLength) {
    this.model =
        new SimilarityModel(
            new ModelFiles("tiny", new ModelFile.Embedded("tiny.onnx", () -> new byte[0])),
            mode,
            new ModelFile.Embedded("vocab.txt", SmallVocabulary::file),
            true,
            maxLength,
            Integer.MAX_VALUE,
            "",
            "");
    this.task =
        new SimilarityTask(
            model,
            tokenizer,
            SimilarityContract.check(
                model,
                List.of(
                    new TensorSpec("input_ids", ElementType.INT64, Shape.of(-1, -1)),
                    new TensorSpec("attention_mask", ElementType.INT64, Shape.of(-1, -1))),
                List.of(new TensorSpec(output, ElementType.FLOAT32, Shape.of(-1, 2)))));
  }

  static TinySimilarity crossEncoder(int maxLength) {
    return new TinySimilarity(new SimilarityMode.CrossEncoder(1), "logits", maxLength);
  }

  static TinySimilarity biEncoder(int maxLength) {
    return new TinySimilarity(
        new SimilarityMode.BiEncoder(Pooling.MEAN), "sentence_embedding", maxLength);
  }

  SimilarityModel model() {
    return model;
  }

  SimilarityTask task() {
    return task;
  }

  /** What the model says of a row. */
  TextResult result(PreparedText row) {
    int first = row.ids()[1];
    return model.mode() instanceof SimilarityMode.CrossEncoder
        ? new TextResult.PairScore(Math.abs(first - row.ids()[row.split()]) / 100.0)
        : new Embedding(new float[] {(float) Math.cos(first), (float) Math.sin(first)});
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
