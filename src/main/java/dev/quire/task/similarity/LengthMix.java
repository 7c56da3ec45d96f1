package dev.quire.task.similarity;

import dev.quire.model.SimilarityMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * Makes pairs of any length of a few short ones, to measure with: each of both texts is made of the
 * sentences on its side of the same pairs, so that the scores differ as theirs do. Immutable.
 */
public final class LengthMix {

  private static final String BETWEEN = " ";

  private final SimilarityMode mode;
  private final ToIntFunction<String> tokens;
  private final List<SentencePair> material;
  private final Map<String, Integer> lengths = new LinkedHashMap<>();

  /**
   * Of some pairs.
   *
   * @param mode whether a row holds a pair or a sentence
   * @param tokens counts the tokens of a text, special ones not; of texts put together with a space
   *     between them, it should count the sum
   * @param material at least one pair, of two sentences with a token or more
   * @throws IllegalArgumentException if there is none
   */
  public LengthMix(SimilarityMode mode, ToIntFunction<String> tokens, List<SentencePair> material) {
    this.mode = mode;
    this.tokens = tokens;
    for (SentencePair pair : material) {
      lengths.computeIfAbsent(pair.first(), tokens::applyAsInt);
      lengths.computeIfAbsent(pair.second(), tokens::applyAsInt);
    }
    this.material =
        material.stream()
            .filter(pair -> lengths.get(pair.first()) > 0 && lengths.get(pair.second()) > 0)
            .toList();
    if (this.material.isEmpty()) {
      throw new IllegalArgumentException(
          "%d pairs, none of two sentences with tokens; expected at least one"
              .formatted(material.size()));
    }
  }

  /**
   * Makes pairs whose rows have any number of tokens, special ones included, each as likely. A row
   * may be a few tokens shorter where its text cannot be cut so that it has just as many.
   *
   * @param shortest fewest tokens a row, at least that of a row's special tokens and two more
   * @param longest most tokens a row
   * @param seed the same one makes the same pairs
   */
  public List<SentencePair> pairs(int count, int shortest, int longest, long seed) {
    int least = special() + 2;
    if (shortest < least || longest < shortest) {
      throw new IllegalArgumentException(
          "Rows of %d to %d tokens; expected at least %d, and no more at first than at last"
              .formatted(shortest, longest, least));
    }
    Random random = new Random(seed);
    List<SentencePair> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int row = drawn(random, shortest, longest);
      int other = drawn(random, shortest, longest);
      pairs.add(pair(row, other, random.nextLong()));
    }
    return pairs;
  }

  private static int drawn(Random random, int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  /** The special tokens of a row. */
  private int special() {
    return mode instanceof SimilarityMode.CrossEncoder
        ? TextEncoder.AROUND_TWO
        : TextEncoder.AROUND_ONE;
  }

  /** Where a row holds both sentences, they share one row's length. */
  private SentencePair pair(int row, int other, long seed) {
    boolean together = mode instanceof SimilarityMode.CrossEncoder;
    int words = row - special();
    int first = together ? words / 2 : words;
    int second = together ? words - first : other - special();
    return new SentencePair(
        text(SentencePair::first, first, new Random(seed)),
        text(SentencePair::second, second, new Random(seed)));
  }

  /** Sentences of one side, the last one cut so that no more tokens are left than wanted. */
  private String text(Function<SentencePair, String> side, int wanted, Random random) {
    List<String> sentences = new ArrayList<>();
    int left = wanted;
    while (left > 0) {
      String sentence = side.apply(material.get(random.nextInt(material.size())));
      int length = lengths.get(sentence);
      sentences.add(length <= left ? sentence : start(sentence, left));
      left -= length;
    }
    return String.join(BETWEEN, sentences);
  }

  /** As many characters of a sentence as have no more tokens than this. */
  private String start(String sentence, int most) {
    int[] points = sentence.codePoints().toArray();
    return Stream.iterate(points.length - 1, end -> end > 0, end -> end - 1)
        .map(end -> new String(points, 0, end))
        .filter(start -> tokens.applyAsInt(start) <= most)
        .findFirst()
        .orElse("");
  }
}
