package dev.quire.task.similarity;

/**
 * How far the scores that two runs give the same pairs agree. The order of two pairs counts where
 * the reference tells them apart, by more than {@value #TOLERANCE}; it is kept where the same one
 * is the more similar in both runs.
 *
 * @param pairs number of pairs
 * @param largest largest difference of a pair's two scores; 0 where there is no pair
 * @param mean mean of these differences; 0 where there is no pair
 * @param within how many pairs' scores lie {@value #TOLERANCE} or less apart
 * @param told how many pairs of pairs the reference tells apart
 * @param ordered how many of these stand in the same order on both sides
 */
public record ScoreAgreement(
    int pairs, double largest, double mean, int within, long told, long ordered) {

  /** How far the two scores of a pair may lie apart. */
  public static final double TOLERANCE = 0.01;

  /**
   * Compares two runs.
   *
   * @param reference the scores of the run that counts as right, one a pair
   * @param other those of the other run, in the same order
   * @throws IllegalArgumentException if there are more of one than of the other
   */
  public static ScoreAgreement of(double[] reference, double[] other) {
    if (reference.length != other.length) {
      throw new IllegalArgumentException(
          "%d scores; expected as many as the reference's %d"
              .formatted(other.length, reference.length));
    }
    double largest = 0;
    double sum = 0;
    int within = 0;
    long told = 0;
    long ordered = 0;
    for (int i = 0; i < reference.length; i++) {
      double difference = Math.abs(reference[i] - other[i]);
      largest = Math.max(largest, difference);
      sum += difference;
      within += difference <= TOLERANCE ? 1 : 0;
      for (int j = 0; j < i; j++) {
        double apart = reference[i] - reference[j];
        if (Math.abs(apart) > TOLERANCE) {
          told++;
          ordered += Math.signum(apart) == Math.signum(other[i] - other[j]) ? 1 : 0;
        }
      }
    }
    double mean = reference.length == 0 ? 0 : sum / reference.length;
    return new ScoreAgreement(reference.length, largest, mean, within, told, ordered);
  }

  /** Share of the pairs whose scores lie near each other, 0 to 1; 1 where there is no pair. */
  public double withinShare() {
    return share(within, pairs);
  }

  /** Share of the order that is kept, 0 to 1; 1 where the reference tells no pairs apart. */
  public double orderShare() {
    return share(ordered, told);
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 1 : (double) part / whole;
  }
}
