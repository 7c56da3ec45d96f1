package dev.quire.train.pair.loss;

/**
 * CoSENT (Su, 2022): a pair of a higher grade is to have the higher cosine, whichever sentences the
 * two pairs are of, which gives cosines a common scale. The loss is {@code log(1 + Σ exp((low -
 * high) / temperature))} over all couples of pairs of different grades. Immutable.
 *
 * @param temperature what differences of cosines are divided by
 */
public record Grading(double temperature) {

  /**
   * The loss of a batch.
   *
   * @param cosines of the pairs
   * @param grades of the pairs
   * @param gradient receives the derivatives with respect to the cosines
   */
  public double evaluate(double[] cosines, double[] grades, double[] gradient) {
    double sum = 1;
    for (int low = 0; low < cosines.length; low++) {
      for (int high = 0; high < cosines.length; high++) {
        if (grades[low] < grades[high]) {
          double term = Math.exp((cosines[low] - cosines[high]) / temperature);
          sum += term;
          gradient[low] += term;
          gradient[high] -= term;
        }
      }
    }
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] /= sum * temperature;
    }
    return Math.log(sum);
  }
}
