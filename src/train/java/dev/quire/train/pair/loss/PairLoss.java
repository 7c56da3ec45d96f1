package dev.quire.train.pair.loss;

import dev.quire.train.pair.Edit.Grade;

/**
 * The loss of a batch of triplets, computed from their sentences' vectors: {@link Ranking} among
 * all sentences of the batch and {@link Grading} of three pairs per anchor (the same, the near and
 * another anchor's same). Immutable.
 *
 * @param grading what the grading counts for, the ranking counting for 1
 */
public record PairLoss(Ranking ranker, Grading grader, double grading) {

  /** What the shipped model is trained with. */
  public static final PairLoss STANDARD = new PairLoss(new Ranking(0.05), new Grading(0.05), 0.3);

  /** A shorter vector has no direction to speak of. */
  private static final double SHORTEST = 1e-8;

  /**
   * A batch's loss.
   *
   * @param ranking and grading, weighted
   * @param right the share of anchors whose same is nearer than all other sentences
   * @param gradient the derivatives with respect to the vectors, laid out like them
   */
  public record Result(double ranking, double grading, double right, float[] gradient) {

    public double total() {
      return ranking + grading;
    }
  }

  /**
   * Computes the loss.
   *
   * @param vectors [3, triplets, width] flattened: the anchors, the sames, the nears
   */
  public Result evaluate(float[] vectors, int triplets, int width) {
    double[][] units = new double[3 * triplets][width];
    double[] lengths = new double[units.length];
    for (int i = 0; i < units.length; i++) {
      for (int k = 0; k < width; k++) {
        double v = vectors[i * width + k];
        units[i][k] = v;
        lengths[i] += v * v;
      }
      lengths[i] = Math.max(SHORTEST, Math.sqrt(lengths[i]));
      for (int k = 0; k < width; k++) {
        units[i][k] /= lengths[i];
      }
    }
    double[][] cosines = new double[triplets][2 * triplets];
    for (int i = 0; i < triplets; i++) {
      for (int j = 0; j < 2 * triplets; j++) {
        cosines[i][j] = dot(units[i], units[triplets + j]);
      }
    }
    double[][] slopes = new double[triplets][2 * triplets];
    double ranking = ranker.evaluate(cosines, 1, slopes);
    double graded = grade(cosines, slopes);
    float[] gradient = vectorGradient(units, lengths, cosines, slopes);
    return new Result(ranking, grading * graded, right(cosines), gradient);
  }

  private double grade(double[][] cosines, double[][] slopes) {
    int triplets = cosines.length;
    double[] chosen = new double[3 * triplets];
    double[] grades = new double[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = cosines[i % triplets][candidate(i, triplets)];
      grades[i] = (i < triplets ? Grade.SAME : i < 2 * triplets ? Grade.NEAR : Grade.FAR).value();
    }
    double[] derivatives = new double[chosen.length];
    double loss = grader.evaluate(chosen, grades, derivatives);
    for (int i = 0; i < chosen.length; i++) {
      slopes[i % triplets][candidate(i, triplets)] += grading * derivatives[i];
    }
    return loss;
  }

  /** The candidate of a graded pair: the anchor's own two, then the same of the next anchor. */
  private static int candidate(int pair, int triplets) {
    return pair < 2 * triplets ? pair : (pair + 1) % triplets;
  }

  /** Derivatives of cosines become those of the vectors: {@code ∂cos/∂a = (b̂ - cos â) / |a|}. */
  private static float[] vectorGradient(
      double[][] units, double[] lengths, double[][] cosines, double[][] slopes) {
    int triplets = cosines.length;
    int width = units[0].length;
    double[][] sums = new double[units.length][width];
    for (int i = 0; i < triplets; i++) {
      for (int j = 0; j < 2 * triplets; j++) {
        double slope = slopes[i][j];
        double[] a = units[i];
        double[] b = units[triplets + j];
        for (int k = 0; k < width; k++) {
          sums[i][k] += slope * (b[k] - cosines[i][j] * a[k]);
          sums[triplets + j][k] += slope * (a[k] - cosines[i][j] * b[k]);
        }
      }
    }
    float[] gradient = new float[units.length * width];
    for (int i = 0; i < units.length; i++) {
      for (int k = 0; k < width; k++) {
        gradient[i * width + k] = (float) (sums[i][k] / lengths[i]);
      }
    }
    return gradient;
  }

  private static double right(double[][] cosines) {
    int right = 0;
    for (int i = 0; i < cosines.length; i++) {
      boolean best = true;
      for (int j = 0; j < cosines[i].length; j++) {
        best &= i == j || cosines[i][j] < cosines[i][i];
      }
      right += best ? 1 : 0;
    }
    return (double) right / cosines.length;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
