package dev.quire.train.pair.piece;

import dev.quire.train.pair.word.CommonCharacters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes a vocabulary by byte pair encoding (Sennrich et al., 2016): all characters, then the most
 * common pair of neighbouring pieces joined to one, again and again. Digits stay single, so that
 * numbers differ where their digits do. The same texts give the same vocabulary.
 */
public final class PieceLearner {

  private static final Pattern LETTERS = Pattern.compile("[a-z]+");

  /** Rarer words teach nothing about the language. */
  private static final int FEWEST = 2;

  /** A word in pieces. */
  private static final class Word {
    private final int count;
    private List<String> pieces;

    Word(String word, int count) {
      this.count = count;
      pieces =
          IntStream.range(0, word.length())
              .mapToObj(i -> (i > 0 ? Vocabulary.INNER : "") + word.charAt(i))
              .toList();
    }
  }

  /** Two pieces that follow each other. */
  private record Neighbours(String left, String right) {

    String joined() {
      return left + right.substring(Vocabulary.INNER.length());
    }
  }

  private final Map<Neighbours, Integer> counts = new HashMap<>();
  private final Map<Neighbours, Set<Word>> places = new HashMap<>();

  private PieceLearner() {}

  /**
   * Learns from texts.
   *
   * @param size how many pieces there shall be at most
   */
  public static Vocabulary learn(Stream<String> texts, int size) {
    Map<String, Integer> words = new TreeMap<>();
    texts.flatMap(t -> BasicTokens.words(t).stream()).forEach(w -> words.merge(w, 1, Integer::sum));
    return new PieceLearner().learn(words, size);
  }

  private Vocabulary learn(Map<String, Integer> words, int size) {
    Set<String> pieces = new LinkedHashSet<>(Vocabulary.SPECIAL);
    pieces.addAll(characters(words.keySet()));
    words.forEach(
        (word, count) -> {
          if (count >= FEWEST && LETTERS.matcher(word).matches()) {
            Word cut = new Word(word, count);
            count(cut, 1);
          }
        });
    while (pieces.size() < size && !counts.isEmpty()) {
      Neighbours best =
          counts.entrySet().stream()
              .max(
                  Map.Entry.<Neighbours, Integer>comparingByValue()
                      .thenComparing(e -> e.getKey().joined(), Comparator.reverseOrder())
                      .thenComparing(e -> e.getKey().left()))
              .orElseThrow()
              .getKey();
      pieces.add(best.joined());
      join(best);
    }
    return new Vocabulary(new ArrayList<>(pieces));
  }

  private static Set<String> characters(Set<String> words) {
    String ascii =
        IntStream.rangeClosed('!', '~')
            .filter(c -> c < 'A' || c > 'Z')
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    Set<String> first = new TreeSet<>();
    Set<String> inner = new TreeSet<>();
    Stream.concat(
            words.stream().flatMap(w -> w.codePoints().boxed()),
            (ascii + CommonCharacters.all()).codePoints().boxed())
        .forEach(
            c -> {
              first.add(Character.toString(c));
              // a Chinese character or a mark is a word of its own and never goes on with one
              if (BasicTokens.words("a" + Character.toString(c)).size() == 1) {
                inner.add(Vocabulary.INNER + Character.toString(c));
              }
            });
    Set<String> all = new LinkedHashSet<>(first);
    all.addAll(inner);
    return all;
  }

  private void join(Neighbours best) {
    for (Word word : List.copyOf(places.get(best))) {
      count(word, -1);
      List<String> joined = new ArrayList<>();
      for (int i = 0; i < word.pieces.size(); i++) {
        boolean here =
            i + 1 < word.pieces.size()
                && best.equals(new Neighbours(word.pieces.get(i), word.pieces.get(i + 1)));
        joined.add(here ? best.joined() : word.pieces.get(i));
        i += here ? 1 : 0;
      }
      word.pieces = joined;
      count(word, 1);
    }
  }

  /** Adds a word's neighbours to the counts, or takes them away. */
  private void count(Word word, int sign) {
    for (int i = 0; i + 1 < word.pieces.size(); i++) {
      Neighbours pair = new Neighbours(word.pieces.get(i), word.pieces.get(i + 1));
      int count = counts.merge(pair, sign * word.count, Integer::sum);
      Set<Word> at = places.computeIfAbsent(pair, p -> new LinkedHashSet<>());
      if (sign > 0) {
        at.add(word);
      } else {
        at.remove(word);
      }
      if (count == 0) {
        counts.remove(pair);
        places.remove(pair);
      }
    }
  }
}
