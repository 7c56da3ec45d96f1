package dev.quire.task.similarity;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well scores find the similar pairs: the harmonic mean of precision and recall, {@code 2·TP /
 * (2·TP + FP + FN)}, where a pair is taken for similar from a threshold on.
 *
 * @param value 0 to 1
 * @param threshold the score from which a pair is taken for similar
 */
public record F1(double value, double threshold) {

  /**
   * The largest there is, at any threshold; of thresholds equally good, the highest.
   *
   * @param scores one a pair
   * @param similar what is known of each pair
   * @throws IllegalArgumentException if there are more of one than of the other, or no pair is
   *     similar
   */
  public static F1 best(double[] scores, List<Boolean> similar) {
    if (scores.length != similar.size()) {
      throw new IllegalArgumentException(
          "%d scores; expected one for each of %d labels".formatted(scores.length, similar.size()));
    }
    long wanted = similar.stream().filter(label -> label).count();
    if (wanted == 0) {
      throw new IllegalArgumentException("No pair is similar; expected at least one");
    }
    int[] falling =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(pair -> -scores[pair]))
            .mapToInt(pair -> pair)
            .toArray();
    F1 best = new F1(0, scores[falling[0]]);
    int found = 0;
    for (int taken = 1; taken <= falling.length; taken++) {
      double threshold = scores[falling[taken - 1]];
      found += similar.get(falling[taken - 1]) ? 1 : 0;
      // pairs of one score are taken together: no threshold parts them
      if (taken < falling.length && scores[falling[taken]] == threshold) {
        continue;
      }
      // TP + FP are those taken, TP + FN those wanted
      double value = 2.0 * found / (taken + wanted);
      if (value > best.value) {
        best = new F1(value, threshold);
      }
    }
    return best;
  }
}
