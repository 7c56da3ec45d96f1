package dev.quire.precision;

/**
 * How a similarity model's report is made.
 *
 * @param batch most pairs a run, 1 to 1024; fewer where the model or the pairs allow no more
 * @param runs timed passes over the pairs, 1 to 1000, after one that is not timed
 */
public record SimilaritySettings(int batch, int runs) {

  private static final int MOST_PAIRS = 1024;
  private static final int MOST_RUNS = 1000;

  public SimilaritySettings {
    if (batch < 1 || batch > MOST_PAIRS) {
      throw new IllegalArgumentException(
          "batch must be 1 to %d, not %d".formatted(MOST_PAIRS, batch));
    }
    if (runs < 1 || runs > MOST_RUNS) {
      throw new IllegalArgumentException("runs must be 1 to %d, not %d".formatted(MOST_RUNS, runs));
    }
  }
}
