package dev.quire.task.similarity;

import java.util.Arrays;

/**
 * A sentence as a vector of length 1, or of length 0 if it had no direction.
 *
 * @param values its coordinates; handed over, not copied
 */
public record Embedding(float[] values) implements TextResult {

  /** Below it, a vector has no direction; that of PyTorch's {@code normalize}. */
  private static final double LEAST_NORM = 1e-12;

  /**
   * A vector of any length, brought to length 1.
   *
   * @param vector finite values
   */
  static Embedding normalized(double[] vector) {
    double squares = 0;
    for (double value : vector) {
      squares += value * value;
    }
    double norm = Math.sqrt(squares);
    float[] values = new float[vector.length];
    for (int i = 0; i < vector.length && norm > LEAST_NORM; i++) {
      values[i] = (float) (vector[i] / norm);
    }
    return new Embedding(values);
  }

  /**
   * The cosine of the angle between two sentences: −1 to 1, and 0 where one has no direction.
   *
   * @throws IllegalArgumentException if they are of two models
   */
  public double cosine(Embedding other) {
    if (values.length != other.values.length) {
      throw new IllegalArgumentException(
          "Embeddings of %d and %d values cannot be compared"
              .formatted(values.length, other.values.length));
    }
    double product = 0;
    for (int i = 0; i < values.length; i++) {
      product += (double) values[i] * other.values[i];
    }
    return Math.max(-1, Math.min(1, product));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Embedding embedding && Arrays.equals(values, embedding.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Embedding[%d values]".formatted(values.length);
  }
}
