package dev.quire.train.pair.word;

import dev.quire.train.page.Dice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes a character for one that sounds or looks the same, as input methods do. */
final class ConfusedCharacters implements Slips {

  /** What is right, and what is written for it. */
  private static final List<String> CONFUSED =
      List.of("的地", "账帐", "在再", "做作", "订定", "已以", "费废", "账涨", "份分", "须需", "收受", "坏怀");

  @Override
  public Optional<String> slip(String text, Dice dice) {
    List<String> slipped = new ArrayList<>();
    for (String pair : CONFUSED) {
      String right = pair.substring(0, 1);
      if (text.contains(right)) {
        slipped.add(text.replaceFirst(right, pair.substring(1)));
      }
    }
    return slipped.isEmpty() ? Optional.empty() : Optional.of(dice.pick(slipped));
  }
}
