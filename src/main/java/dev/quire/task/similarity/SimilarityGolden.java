package dev.quire.task.similarity;

import dev.quire.task.Golden;
import java.util.List;

/**
 * Sentence pairs on which a similarity model is compared with itself: a pair matches if its scores
 * lie {@value ScoreAgreement#TOLERANCE} or less apart, and two pairs whose scores lie farther apart
 * than that stand in order if the same one is the more similar in both runs. Immutable and
 * thread-safe.
 */
public final class SimilarityGolden implements Golden<PreparedText, TextResult> {

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
    ScoreAgreement agreement = ScoreAgreement.of(scores(reference), scores(other));
    return new Likeness(2L * agreement.pairs(), agreement.withinShare(), agreement.orderShare());
  }

  private double[] scores(List<TextResult> results) {
    return plan.finish(results).stream().mapToDouble(PairSimilarity::score).toArray();
  }
}
