package dev.quire.task.similarity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * A BERT of any size with random weights, to be run as a graph ({@link BertGraph}) and by hand
 * ({@link BertReference}). Matrices are [in,out], row by row.
 */
public final class TinyBert {

  /** What the published models have. */
  public static final double EPSILON = 1e-12;

  static final int TYPES = 2;
  static final int LABELS = 2;

  private final Size size;
  private final Random random;
  private final Map<String, float[]> weights = new LinkedHashMap<>();

  /** How large it is. */
  public record Size(int vocabulary, int positions, int layers, int hidden, int heads, int inner) {

    int head() {
      return hidden / heads;
    }
  }

  public TinyBert(Size size, long seed) {
    this.size = size;
    this.random = new Random(seed);
    table("words", size.vocabulary);
    table("positions", size.positions);
    table("types", TYPES);
    norm("embeddings");
    for (int layer = 0; layer < size.layers; layer++) {
      for (String part : new String[] {"query", "key", "value", "mix"}) {
        dense(layer + "." + part, size.hidden, size.hidden);
      }
      norm(layer + ".attention");
      dense(layer + ".up", size.hidden, size.inner);
      dense(layer + ".down", size.inner, size.hidden);
      norm(layer + ".output");
    }
    dense("pooler", size.hidden, size.hidden);
    // weighty, so that the scores differ
    weights.put("classifier.w", noise(size.hidden * LABELS, 4 / Math.sqrt(size.hidden), 0));
    weights.put("classifier.b", noise(LABELS, 0.1, 0));
  }

  /** Two layers, for {@code SmallVocabulary}. */
  public static TinyBert usual() {
    return new TinyBert(new Size(200, 512, 2, 32, 4, 64), 17);
  }

  public Size size() {
    return size;
  }

  /** One of the weights. */
  float[] get(String name) {
    return weights.get(name);
  }

  private void table(String name, int rows) {
    weights.put(name, noise(rows * size.hidden, 1, 0));
  }

  private void norm(String name) {
    weights.put(name + ".gamma", noise(size.hidden, 0.1, 1));
    weights.put(name + ".beta", noise(size.hidden, 0.1, 0));
  }

  private void dense(String name, int in, int out) {
    weights.put(name + ".w", noise(in * out, 1 / Math.sqrt(in), 0));
    weights.put(name + ".b", noise(out, 0.1, 0));
  }

  private float[] noise(int count, double deviation, double mean) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (mean + deviation * random.nextGaussian());
    }
    return values;
  }
}
