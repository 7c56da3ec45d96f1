package dev.quire.precision;

import dev.quire.task.similarity.SentencePair;
import java.util.List;
import java.util.Optional;

/**
 * The pairs that a similarity model's report is made on.
 *
 * @param pairs at least one
 * @param similar whether each pair is similar, where that is known; at least one then is
 */
public record ReportPairs(List<SentencePair> pairs, Optional<List<Boolean>> similar) {

  public ReportPairs {
    pairs = List.copyOf(pairs);
    similar = similar.map(List::copyOf);
    if (pairs.isEmpty()) {
      throw new IllegalArgumentException("There is no pair; expected at least one");
    }
    int count = pairs.size();
    similar.ifPresent(
        labels -> {
          if (labels.size() != count) {
            throw new IllegalArgumentException(
                "%d labels; expected one for each of %d pairs".formatted(labels.size(), count));
          }
          if (!labels.contains(true)) {
            throw new IllegalArgumentException(
                "None of %d pairs is similar; expected at least one".formatted(count));
          }
        });
  }

  /** Pairs of which it is not known whether they are similar. */
  public static ReportPairs unlabelled(List<SentencePair> pairs) {
    return new ReportPairs(pairs, Optional.empty());
  }
}
