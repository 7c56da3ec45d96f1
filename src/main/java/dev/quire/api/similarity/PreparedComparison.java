package dev.quire.api.similarity;

import dev.quire.api.StageTimes;
import dev.quire.api.similarity.SimilarityAnswer.Ranked;
import dev.quire.api.similarity.SimilarityAnswer.RankedCandidate;
import dev.quire.api.similarity.SimilarityAnswer.Scores;
import dev.quire.api.similarity.SimilarityAnswer.Timing;
import dev.quire.api.similarity.SimilarityAnswer.TruncatedCandidate;
import dev.quire.api.similarity.SimilarityAnswer.TruncatedPair;
import dev.quire.model.SimilarityModel;
import dev.quire.task.similarity.PairPlan;
import dev.quire.task.similarity.PairSimilarity;
import dev.quire.task.similarity.PreparedText;
import dev.quire.task.similarity.Truncation;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Pairs to be scored, or candidates to be ranked. Immutable and thread-safe. */
record PreparedComparison(SimilarityModel model, SimilarityQuestion question, PairPlan plan)
    implements PreparedRequest<SimilarityAnswer> {

  /** Further digits depend on the batch, and would make an order of what is the same. */
  private static final double SCALE = 1e6;

  @Override
  public List<PreparedText> rows() {
    return plan.items();
  }

  @Override
  public SimilarityAnswer answer(ServedRows served, StageTimes times) {
    List<PairSimilarity> similarities = plan.finish(served.results());
    return question instanceof SimilarityQuestion.Ranking ranking
        ? ranked(ranking, similarities, served, times)
        : scores(similarities, served, times);
  }

  private Scores scores(List<PairSimilarity> similarities, ServedRows served, StageTimes times) {
    Measure measure = Measure.of(model.mode());
    return new Scores(
        model.name(),
        measure.mode(),
        measure,
        similarities.stream().map(PreparedComparison::score).toList(),
        truncated(similarities)
            .mapToObj(
                index -> {
                  Truncation truncation = similarities.get(index).truncation();
                  return new TruncatedPair(index, truncation.first(), truncation.second());
                })
            .toList(),
        rows().size(),
        tokens(),
        Timing.of(times),
        served.devices(),
        served.precision());
  }

  private Ranked ranked(
      SimilarityQuestion.Ranking ranking,
      List<PairSimilarity> similarities,
      ServedRows served,
      StageTimes times) {
    Measure measure = Measure.of(model.mode());
    return new Ranked(
        model.name(),
        measure.mode(),
        measure,
        IntStream.range(0, similarities.size())
            .mapToObj(index -> new RankedCandidate(index, score(similarities.get(index))))
            // the sort is stable: those of the same score stay in order
            .sorted(Comparator.comparingDouble(RankedCandidate::score).reversed())
            .limit(ranking.top())
            .toList(),
        truncated(similarities)
            .mapToObj(
                index -> {
                  Truncation truncation = similarities.get(index).truncation();
                  return new TruncatedCandidate(index, truncation.first(), truncation.second());
                })
            .toList(),
        rows().size(),
        tokens(),
        Timing.of(times),
        served.devices(),
        served.precision());
  }

  private static double score(PairSimilarity similarity) {
    return Math.round(similarity.score() * SCALE) / SCALE;
  }

  private static IntStream truncated(List<PairSimilarity> similarities) {
    return IntStream.range(0, similarities.size())
        .filter(index -> similarities.get(index).truncation().isTruncated());
  }
}
