package dev.quire.task.layout;

import java.nio.FloatBuffer;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The reading order that PP-DocLayoutV3's order head votes for. Of two queries i &lt; j the logit
 * L[i][j] says how likely i is read before j; what lies on or below the diagonal is not looked at.
 *
 * <pre>
 * votes[j] = Σ σ(L[i][j]) over i &lt; j + Σ (1 − σ(L[j][i])) over i &gt; j
 * rank[j]  = place of j in ascending order of votes
 * </pre>
 *
 * <p>So a query's votes are how many others are likely read before it. Of equal votes, the first
 * query is first. Sums are in double, so that near ties may fall otherwise than in a graph that
 * adds in float32. All queries have a rank, detections or not: what is kept of them has gaps.
 *
 * @param queries of a page
 * @param logits [pages, queries, queries]
 */
record DetrRanks(int queries, FloatBuffer logits) {

  /** The rank of each query of a page, 0 and up. */
  int[] of(int page) {
    double[] votes = votes(page);
    int[] sequence =
        IntStream.range(0, queries)
            .boxed()
            .sorted(Comparator.comparingDouble(query -> votes[query]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] ranks = new int[queries];
    for (int rank = 0; rank < queries; rank++) {
      ranks[sequence[rank]] = rank;
    }
    return ranks;
  }

  private double[] votes(int page) {
    double[] votes = new double[queries];
    for (int before = 0; before < queries; before++) {
      int row = (page * queries + before) * queries;
      for (int after = before + 1; after < queries; after++) {
        double likely = 1 / (1 + Math.exp(-logits.get(row + after)));
        votes[after] += likely;
        votes[before] += 1 - likely;
      }
    }
    return votes;
  }
}
