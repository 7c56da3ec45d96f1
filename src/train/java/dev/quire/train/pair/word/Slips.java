package dev.quire.train.pair.word;

import dev.quire.train.page.Dice;
import java.util.Optional;

/** Slips of writing that leave a sentence understandable. */
@FunctionalInterface
public interface Slips {

  /** The sentence with one slip; empty if no word of it lends itself. */
  Optional<String> slip(String text, Dice dice);
}
