package dev.quire.train.pair.word;

import java.util.List;

/**
 * What fills a blank.
 *
 * @param key equal for equal meanings and for no others
 * @param forms the ways to write it, at least one
 */
public record Value(String key, List<String> forms) {

  public Value {
    forms = forms.stream().distinct().toList();
  }

  /** A word that is written in one way and means itself. */
  static Value of(String word) {
    return new Value(word, List.of(word));
  }
}
