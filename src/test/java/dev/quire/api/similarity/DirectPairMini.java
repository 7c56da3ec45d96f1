package dev.quire.api.similarity;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.quire.model.ModelRepository;
import dev.quire.model.SimilarityModel;
import dev.quire.task.similarity.SimilarityTokenizer;
import dev.quire.text.Tokenizer;
import java.util.Arrays;
import java.util.Map;

/**
 * The embedded model run straight through ONNX Runtime, a sentence at a time and without padding.
 * Not thread-safe.
 */
final class DirectPairMini implements AutoCloseable {

  static final int MAX_LENGTH = 128;
  private static final int SPECIAL = 2;

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final Tokenizer tokenizer;

  DirectPairMini() throws OrtException {
    SimilarityModel model = new ModelRepository().loadSimilarity("classpath:models/pair-mini");
    this.tokenizer = new SimilarityTokenizer().open(model);
    this.session = environment.createSession(model.file().bytes());
  }

  /** Number of tokens of a sentence's row, the special ones included. */
  int tokens(String sentence) {
    return row(sentence).length;
  }

  /** Number of tokens that do not fit into its row. */
  int leftOut(String sentence) {
    return Math.max(0, tokenizer.encode(sentence).length + SPECIAL - MAX_LENGTH);
  }

  double cosine(String first, String second) throws OrtException {
    double[] a = embedding(first);
    double[] b = embedding(second);
    double product = 0;
    for (int i = 0; i < a.length; i++) {
      product += a[i] * b[i];
    }
    return product;
  }

  /** Of length 1. */
  double[] embedding(String sentence) throws OrtException {
    long[] ids = row(sentence);
    long[] mask = new long[ids.length];
    Arrays.fill(mask, 1);
    try (OnnxTensor idTensor = OnnxTensor.createTensor(environment, new long[][] {ids});
        OnnxTensor maskTensor = OnnxTensor.createTensor(environment, new long[][] {mask});
        OrtSession.Result result =
            session.run(Map.of("input_ids", idTensor, "attention_mask", maskTensor))) {
      float[] vector = ((float[][]) result.get(0).getValue())[0];
      double squares = 0;
      for (float value : vector) {
        squares += (double) value * value;
      }
      double norm = Math.sqrt(squares);
      double[] embedding = new double[vector.length];
      for (int i = 0; i < vector.length; i++) {
        embedding[i] = vector[i] / norm;
      }
      return embedding;
    }
  }

  private long[] row(String sentence) {
    int[] tokens = tokenizer.encode(sentence);
    int kept = Math.min(tokens.length, MAX_LENGTH - SPECIAL);
    long[] ids = new long[kept + SPECIAL];
    ids[0] = tokenizer.special().start();
    for (int i = 0; i < kept; i++) {
      ids[i + 1] = tokens[i];
    }
    ids[kept + 1] = tokenizer.special().separator();
    return ids;
  }

  @Override
  public void close() throws OrtException {
    session.close();
    tokenizer.close();
  }
}
