package dev.quire.task.similarity;

import dev.quire.task.Golden;
import java.util.List;

/**
 * Sentence pairs on which a similarity model is compared with itself: a pair matches if its scores
 * lie {@value #TOLERANCE} or less apart, and two pairs whose scores lie farther apart than that
 * stand in order if the same one is the more similar in both runs. Immutable and thread-safe.
 */
public final class SimilarityGolden implements Golden<PreparedText, TextResult> {

  /** How far the scores of a pair may lie apart. */
  public static final double TOLERANCE = 0.01;

  private final PairPlan plan;

  /** Prepares the pairs. */
  public SimilarityGolden(SimilarityTask task, List<SentencePair> pairs) {
    this.plan = task.plan(pairs);
  }

  @Override
  public List<PreparedText> items() {
    return plan.items();
  }

  @Override
  public Likeness compare(List<TextResult> reference, List<TextResult> other) {
    double[] right = scores(reference);
    double[] found = scores(other);
    long matched = 0;
    long told = 0;
    long ordered = 0;
    for (int i = 0; i < right.length; i++) {
      matched += Math.abs(right[i] - found[i]) <= TOLERANCE ? 1 : 0;
      for (int j = 0; j < i; j++) {
        if (Math.abs(right[i] - right[j]) > TOLERANCE) {
          told++;
          ordered += Math.signum(right[i] - right[j]) == Math.signum(found[i] - found[j]) ? 1 : 0;
        }
      }
    }
    return new Likeness(2L * right.length, share(matched, right.length), share(ordered, told));
  }

  private double[] scores(List<TextResult> results) {
    return plan.finish(results).stream().mapToDouble(PairSimilarity::score).toArray();
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 1 : (double) part / whole;
  }
}
