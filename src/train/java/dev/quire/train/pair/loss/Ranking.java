package dev.quire.train.pair.loss;

/**
 * Multiple negatives ranking (Henderson et al., 2017): among all candidates of a batch, each anchor
 * is to find the one that says the same, by the cross entropy of a softmax over cosines. Immutable.
 *
 * @param temperature what cosines are divided by
 */
public record Ranking(double temperature) {

  /**
   * The mean loss of the anchors.
   *
   * @param cosines [anchors, candidates]; anchor i's right candidate is the i-th
   * @param scale what the derivatives are multiplied by
   * @param gradient the derivatives are added to it, laid out like the cosines
   */
  public double evaluate(double[][] cosines, double scale, double[][] gradient) {
    double loss = 0;
    for (int i = 0; i < cosines.length; i++) {
      double sum = 0;
      for (double cosine : cosines[i]) {
        sum += Math.exp((cosine - 1) / temperature);
      }
      loss += Math.log(sum) - (cosines[i][i] - 1) / temperature;
      double unit = scale / (temperature * cosines.length);
      for (int j = 0; j < cosines[i].length; j++) {
        double share = Math.exp((cosines[i][j] - 1) / temperature) / sum;
        gradient[i][j] += unit * (share - (i == j ? 1 : 0));
      }
    }
    return loss / cosines.length;
  }
}
