package dev.quire.train.pair.word;

import dev.quire.train.page.Dice;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Swaps, drops or doubles a letter inside a longer word. Numbers and identifiers stay. */
final class SwappedLetters implements Slips {

  private static final Pattern WORD = Pattern.compile("(?<![\\w-])[a-z]{5,}(?![\\w-])");

  @Override
  public Optional<String> slip(String text, Dice dice) {
    List<MatchResult> words = WORD.matcher(text).results().toList();
    if (words.isEmpty()) {
      return Optional.empty();
    }
    MatchResult word = dice.pick(words);
    StringBuilder slipped = new StringBuilder(text);
    int at = word.start() + dice.whole(1, word.group().length() - 3);
    char here = text.charAt(at);
    char next = text.charAt(at + 1);
    int kind = here == next ? 1 : dice.whole(0, 2);
    switch (kind) {
      case 0 -> slipped.replace(at, at + 2, "" + next + here);
      case 1 -> slipped.deleteCharAt(at);
      default -> slipped.insert(at, here);
    }
    return Optional.of(slipped.toString());
  }
}
