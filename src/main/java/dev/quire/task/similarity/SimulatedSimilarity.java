package dev.quire.task.similarity;

import dev.quire.engine.simulated.SimulatedModel;
import dev.quire.model.SimilarityMode;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * The signature of a BERT that compares sentences, with an answer by rule: a row's values come of a
 * hash of its tokens, so that rows of other tokens have other values. They depend neither on how
 * far the row is padded nor on the rows beside it. So an answer that went to the wrong row is found
 * out.
 *
 * <p>A cross-encoder takes {@code token_type_ids} too and gives {@code logits}, {@value #STEEPEST}
 * at most and at least its opposite; a bi-encoder gives a {@code sentence_embedding} of {@value
 * #COORDINATES} coordinates and of length 1.
 *
 * <p>The one class of the task that depends on an engine: the names and layouts of the tensors are
 * this package's knowledge, so the simulated engine leaves its answers to it.
 *
 * <p>Immutable and thread-safe.
 */
public final class SimulatedSimilarity implements SimulatedModel {

  /**
   * A row with a token of this id always fails: tests and chaos runs need rows that do, and a
   * client can make one without any setting of the service. In pair-mini's vocabulary it is {@code
   * 唯}.
   */
  public static final int POISONED_TOKEN = 666;

  /** Coordinates of an embedding. */
  static final int COORDINATES = 8;

  /** Bound of the logits; scores then spread over nearly all of 0 to 1. */
  static final int STEEPEST = 4;

  private static final Shape ROWS = Shape.of(Shape.DYNAMIC, Shape.DYNAMIC);

  private final List<TensorSpec> inputs;
  private final TensorSpec output;

  /** In the place of a model of this mode. */
  public SimulatedSimilarity(SimilarityMode mode) {
    if (mode instanceof SimilarityMode.CrossEncoder cross) {
      this.inputs =
          inputs(SimilarityContract.IDS, SimilarityContract.MASK, SimilarityContract.TYPES);
      this.output = output(SimilarityContract.LOGITS, Math.max(2, cross.similar() + 1));
    } else {
      this.inputs = inputs(SimilarityContract.IDS, SimilarityContract.MASK);
      this.output = output(SimilarityContract.SENTENCE, COORDINATES);
    }
  }

  private static List<TensorSpec> inputs(String... names) {
    return Stream.of(names).map(name -> new TensorSpec(name, ElementType.INT64, ROWS)).toList();
  }

  private static TensorSpec output(String name, int values) {
    return new TensorSpec(name, ElementType.FLOAT32, Shape.of(Shape.DYNAMIC, values));
  }

  @Override
  public List<TensorSpec> inputs() {
    return inputs;
  }

  @Override
  public List<TensorSpec> outputs() {
    return List.of(output);
  }

  @Override
  public int size(Map<String, Tensor> inputs) {
    return Math.toIntExact(inputs.get(SimilarityContract.IDS).shape().dimension(0));
  }

  /** Whether a row has a token {@value #POISONED_TOKEN}. */
  @Override
  public boolean poisoned(Map<String, Tensor> inputs) {
    Rows rows = Rows.of(inputs);
    for (int cell = 0; cell < rows.cells(); cell++) {
      if (rows.isToken(cell) && rows.ids().get(cell) == POISONED_TOKEN) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Map<String, Tensor> answer(Map<String, Tensor> inputs, List<String> outputs) {
    Map<String, Tensor> answer = new LinkedHashMap<>();
    for (String wanted : outputs) {
      if (!wanted.equals(output.name())) {
        throw new IllegalArgumentException("There is no output " + wanted);
      }
      answer.put(wanted, values(inputs));
    }
    return answer;
  }

  private Tensor values(Map<String, Tensor> inputs) {
    int count = Math.toIntExact(output.shape().dimension(1));
    Rows rows = Rows.of(inputs);
    Tensor tensor = Tensor.allocate(ElementType.FLOAT32, Shape.of(size(inputs), count));
    FloatBuffer values = tensor.data().asFloatBuffer();
    for (int row = 0; row < size(inputs); row++) {
      double[] drawn = drawn(rows.hash(row), count);
      values.put(
          output.name().equals(SimilarityContract.LOGITS)
              ? logits(drawn)
              : Embedding.normalized(drawn).values());
    }
    return tensor;
  }

  /** Values between −1 and 1 that a hash alone decides. */
  private static double[] drawn(long hash, int count) {
    SplittableRandom random = new SplittableRandom(hash);
    return random.doubles(count, -1, 1).toArray();
  }

  private static float[] logits(double[] drawn) {
    float[] logits = new float[drawn.length];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) (STEEPEST * drawn[i]);
    }
    return logits;
  }

  /**
   * The cells of a batch, row by row.
   *
   * @param types the same as the mask where the graph takes none
   */
  private record Rows(int length, LongBuffer ids, LongBuffer mask, LongBuffer types) {

    /** Fowler, Noll and Vo's hash of 64 bits, FNV-1a, taken token by token. */
    private static final long OFFSET = 0xcbf29ce484222325L;

    private static final long PRIME = 0x100000001b3L;

    static Rows of(Map<String, Tensor> inputs) {
      Tensor ids = inputs.get(SimilarityContract.IDS);
      Tensor mask = inputs.get(SimilarityContract.MASK);
      return new Rows(
          Math.toIntExact(ids.shape().dimension(1)),
          ids.data().asLongBuffer(),
          mask.data().asLongBuffer(),
          inputs.getOrDefault(SimilarityContract.TYPES, mask).data().asLongBuffer());
    }

    int cells() {
      return ids.remaining();
    }

    boolean isToken(int cell) {
      return mask.get(cell) != 0;
    }

    long hash(int row) {
      long hash = OFFSET;
      for (int cell = row * length; cell < (row + 1) * length; cell++) {
        if (isToken(cell)) {
          hash = (hash ^ ids.get(cell)) * PRIME;
          hash = (hash ^ types.get(cell)) * PRIME;
        }
      }
      return hash;
    }
  }
}
