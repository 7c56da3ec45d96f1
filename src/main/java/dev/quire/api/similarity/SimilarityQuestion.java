package dev.quire.api.similarity;

import dev.quire.task.similarity.SentencePair;
import java.util.List;

/** What a request to {@code POST /v1/similarity} asks. */
sealed interface SimilarityQuestion {

  /** The pairs to be scored, at least one. */
  List<SentencePair> pairs();

  /** How similar is each pair? */
  record Pairs(List<SentencePair> pairs) implements SimilarityQuestion {

    public Pairs {
      pairs = List.copyOf(pairs);
    }
  }

  /**
   * Which candidates are most similar to the source?
   *
   * @param pairs the source with each candidate
   * @param top how many of them are wanted at most, at least 1
   */
  record Ranking(List<SentencePair> pairs, int top) implements SimilarityQuestion {

    public Ranking {
      pairs = List.copyOf(pairs);
    }

    static Ranking of(String source, List<String> candidates, int top) {
      return new Ranking(
          candidates.stream().map(candidate -> new SentencePair(source, candidate)).toList(), top);
    }
  }
}
