package dev.quire.train.pair.word;

import dev.quire.train.page.Dice;

/** The values that a language has for the blanks. Immutable. */
@FunctionalInterface
public interface Lexicon {

  /** A value, drawn with the dice given. */
  Value draw(Slot slot, Dice dice);
}
