package dev.quire.task.similarity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The rows that some pairs take, and how the pairs' scores come of the rows' results. A
 * cross-encoder reads a row for each pair; a bi-encoder reads each sentence once, however many
 * pairs it is in. Immutable and thread-safe.
 */
public final class PairPlan {

  private final List<PreparedText> items;
  private final List<Pair> pairs;

  private final boolean together;

  /** The places of a pair's rows among the items. */
  private record Pair(int first, int second) {}

  private PairPlan(List<PreparedText> items, List<Pair> pairs, boolean together) {
    this.together = together;
    this.items = List.copyOf(items);
    this.pairs = List.copyOf(pairs);
  }

  static PairPlan together(List<SentencePair> pairs, TextEncoder encoder) {
    return new PairPlan(
        pairs.stream().map(encoder::pair).toList(),
        IntStream.range(0, pairs.size()).mapToObj(at -> new Pair(at, at)).toList(),
        true);
  }

  static PairPlan apart(List<SentencePair> pairs, TextEncoder encoder) {
    Map<String, Integer> places = new LinkedHashMap<>();
    List<Pair> plan = new ArrayList<>();
    for (SentencePair pair : pairs) {
      plan.add(new Pair(place(places, pair.first()), place(places, pair.second())));
    }
    return new PairPlan(places.keySet().stream().map(encoder::single).toList(), plan, false);
  }

  private static int place(Map<String, Integer> places, String sentence) {
    return places.computeIfAbsent(sentence, any -> places.size());
  }

  /** The rows to be run, in any batches and in any order. */
  public List<PreparedText> items() {
    return items;
  }

  /**
   * The pairs' scores.
   *
   * @param results one for each item, in the items' order
   * @return one for each pair, in the pairs' order
   * @throws IllegalArgumentException if there are more or fewer results than items
   */
  public List<PairSimilarity> finish(List<? extends TextResult> results) {
    if (results.size() != items.size()) {
      throw new IllegalArgumentException(
          "%d results; expected one for each of %d rows".formatted(results.size(), items.size()));
    }
    return pairs.stream()
        .map(pair -> new PairSimilarity(score(pair, results), truncation(pair)))
        .toList();
  }

  private double score(Pair pair, List<? extends TextResult> results) {
    TextResult first = results.get(pair.first());
    if (together && first instanceof TextResult.PairScore score) {
      return score.probability();
    }
    if (!together
        && first instanceof Embedding one
        && results.get(pair.second()) instanceof Embedding other) {
      return one.cosine(other);
    }
    throw new IllegalArgumentException(
        "A result %s; expected %s"
            .formatted(first, together ? "a pair's score" : "a sentence's embedding"));
  }

  private Truncation truncation(Pair pair) {
    Truncation first = items.get(pair.first()).truncation();
    return together
        ? first
        : new Truncation(first.first(), items.get(pair.second()).truncation().first());
  }
}
