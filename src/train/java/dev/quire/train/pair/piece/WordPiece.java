package dev.quire.train.pair.piece;

import java.util.ArrayList;
import java.util.List;

/**
 * BERT's tokeniser for a lower-case vocabulary: each word is cut into the longest pieces from its
 * start. Immutable.
 */
public final class WordPiece {

  /** A longer word is unknown as a whole. */
  private static final int LONGEST_WORD = 100;

  private final Vocabulary vocabulary;
  private final int most;

  /**
   * Prepares a tokeniser.
   *
   * @param most the most numbers that a text may have, start and end included; the rest is cut off
   */
  public WordPiece(Vocabulary vocabulary, int most) {
    this.vocabulary = vocabulary;
    this.most = most;
  }

  /** The numbers of a text's pieces, between those of start and end. */
  public int[] encode(String text) {
    List<Integer> numbers = new ArrayList<>();
    numbers.add(vocabulary.number(Vocabulary.START));
    for (String word : BasicTokens.words(text)) {
      numbers.addAll(pieces(word));
    }
    List<Integer> kept = numbers.subList(0, Math.min(numbers.size(), most - 1));
    kept = new ArrayList<>(kept);
    kept.add(vocabulary.number(Vocabulary.END));
    return kept.stream().mapToInt(Integer::intValue).toArray();
  }

  private List<Integer> pieces(String word) {
    List<Integer> unknown = List.of(vocabulary.number(Vocabulary.UNKNOWN));
    if (word.length() > LONGEST_WORD) {
      return unknown;
    }
    List<Integer> pieces = new ArrayList<>();
    int from = 0;
    while (from < word.length()) {
      int to = word.length();
      int number = -1;
      while (to > from && number < 0) {
        number = vocabulary.number((from > 0 ? Vocabulary.INNER : "") + word.substring(from, to));
        to--;
      }
      if (number < 0) {
        return unknown;
      }
      pieces.add(number);
      from = to + 1;
    }
    return pieces;
  }
}
