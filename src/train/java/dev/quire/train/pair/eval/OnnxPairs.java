package dev.quire.train.pair.eval;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.quire.train.pair.net.PairMini;
import dev.quire.train.pair.net.TokenBatch;
import dev.quire.train.pair.piece.Vocabulary;
import dev.quire.train.pair.piece.WordPiece;
import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The exported model: the cosine of two sentences' vectors, on one core. Not thread-safe. */
final class OnnxPairs implements Scorer, AutoCloseable {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final WordPiece tokens;

  /** Opens the model of a folder. */
  OnnxPairs(Path folder) throws IOException, OrtException {
    tokens = new WordPiece(Vocabulary.read(folder.resolve("vocab.txt")), PairMini.MOST_PIECES);
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      session =
          environment.createSession(Files.readAllBytes(folder.resolve("inference.onnx")), options);
    }
  }

  @Override
  public double score(String left, String right) {
    try {
      float[] vectors = vectors(TokenBatch.of(List.of(tokens.encode(left), tokens.encode(right))));
      int width = vectors.length / 2;
      return cosine(
          Arrays.copyOf(vectors, width), Arrays.copyOfRange(vectors, width, vectors.length));
    } catch (OrtException e) {
      throw new IllegalStateException("the model failed on \"%s\"".formatted(left), e);
    }
  }

  private float[] vectors(TokenBatch batch) throws OrtException {
    long[] shape = {batch.rows(), batch.length()};
    try (OnnxTensor ids =
            OnnxTensor.createTensor(environment, LongBuffer.wrap(batch.ids()), shape);
        OnnxTensor mask =
            OnnxTensor.createTensor(environment, LongBuffer.wrap(batch.mask()), shape);
        OrtSession.Result result = session.run(Map.of("input_ids", ids, "attention_mask", mask))) {
      OnnxTensor vectors = (OnnxTensor) result.get(0);
      float[] values = new float[vectors.getFloatBuffer().remaining()];
      vectors.getFloatBuffer().get(values);
      return values;
    }
  }

  private static double cosine(float[] a, float[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (double) a[i] * b[i];
      aa += (double) a[i] * a[i];
      bb += (double) b[i] * b[i];
    }
    return ab / Math.sqrt(aa * bb);
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
