package dev.quire.task.similarity;

/** What a model says of one row. */
public sealed interface TextResult permits TextResult.PairScore, Embedding {

  /**
   * Of two sentences.
   *
   * @param probability that they are similar, 0 to 1
   */
  record PairScore(double probability) implements TextResult {

    public PairScore {
      if (!(probability >= 0 && probability <= 1)) {
        throw new IllegalArgumentException("A probability is 0 to 1, not " + probability);
      }
    }
  }
}
