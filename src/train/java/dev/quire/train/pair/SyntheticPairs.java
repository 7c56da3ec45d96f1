package dev.quire.train.pair;

import dev.quire.train.page.Dice;
import dev.quire.train.pair.Edit.Grade;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Endless made-up sentences that say the same or do not, labelled by construction. The same seed
 * and index give the same sentences. Immutable.
 */
public final class SyntheticPairs {

  /** Most edits suit a third of the statements or more, and each one suits some. */
  private static final int TRIES = 10_000;

  private final long seed;
  private final Map<Language, Speaker> speakers = new EnumMap<>(Language.class);

  /**
   * Prepares a source.
   *
   * @param split which words and statements it may use
   */
  public SyntheticPairs(long seed, Split split) {
    this.seed = seed;
    for (Language language : Language.values()) {
      speakers.put(language, Speaker.of(language, split));
    }
  }

  /** A training example, in either language. */
  public Triplet triplet(long index) {
    Dice dice = Dice.of(seed, index);
    return speakers.get(dice.pick(Language.values())).triplet(dice);
  }

  /** A number of pairs of one language and one edit, no two with the same sentences. */
  public List<SentencePair> pairs(Language language, Edit edit, int count) {
    Set<SentencePair> pairs = new LinkedHashSet<>();
    long stream = seed + 31L * language.ordinal() + 101L * edit.ordinal();
    for (int i = 0; pairs.size() < count; i++) {
      if (i == TRIES + 100 * count) {
        throw new IllegalStateException(
            "found %d pairs in %s by %s, expected %d"
                .formatted(pairs.size(), language, edit, count));
      }
      Optional<SentencePair> pair = speakers.get(language).pair(edit, Dice.of(~stream, i));
      pair.ifPresent(pairs::add);
    }
    return List.copyOf(pairs);
  }

  /** Pairs of every language and edit, in this order. */
  public List<SentencePair> pairs(int each) {
    List<SentencePair> all = new ArrayList<>();
    for (Language language : Language.values()) {
      for (Grade grade : Grade.values()) {
        Edit.of(grade).forEach(edit -> all.addAll(pairs(language, edit, each)));
      }
    }
    return all;
  }
}
