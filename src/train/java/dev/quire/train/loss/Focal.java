package dev.quire.train.loss;

/**
 * Quality focal loss of one logit: {@code (p - q)² · crossEntropy(p, q)}, p the logit's sigmoid.
 */
public final class Focal {

  /** Below this logit an absent class's loss and gradient are taken for nothing. */
  private static final float NEGLIGIBLE = -8;

  private Focal() {}

  /** A value and its derivative with respect to the logit. */
  public record Term(double loss, double gradient) {}

  /** The loss of a class that is present with the quality given. */
  public static Term present(double logit, double quality) {
    double p = sigmoid(logit);
    double entropy = softplus(logit) - quality * logit;
    double d = p - quality;
    return new Term(d * d * entropy, 2 * d * p * (1 - p) * entropy + d * d * d);
  }

  /**
   * The loss of classes that are absent (quality 0), for many logits.
   *
   * @param gradients receives the derivatives, times {@code scale}
   * @return the sum of the losses, not scaled
   */
  public static double absent(float[] logits, int from, int to, float scale, float[] gradients) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      float x = logits[i];
      if (x < NEGLIGIBLE) {
        gradients[i] = 0;
        continue;
      }
      double p = 1 / (1 + Math.exp(-x));
      // -log(1 - p); the series is exact enough where p is small, which is nearly everywhere
      double entropy = p < 0.05 ? p * (1 + p * (0.5 + p * (1.0 / 3 + p * 0.25))) : softplus(x);
      sum += p * p * entropy;
      gradients[i] = (float) (scale * (p * p * (2 * (1 - p) * entropy + p)));
    }
    return sum;
  }

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
