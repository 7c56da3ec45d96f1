package dev.quire.train.pair.word;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/** Names of things, taken from Unicode's pictographs: English words that nobody here chose. */
final class Pictographs {

  private static final int LONGEST = 3;

  /** Words of names that do not name a thing. */
  private static final Set<String> NOT_THINGS =
      Set.of(
          "face",
          "symbol",
          "sign",
          "mark",
          "button",
          "person",
          "man",
          "woman",
          "of",
          "with",
          "and",
          "for",
          "black",
          "white",
          "heavy",
          "emoji",
          "fitzpatrick",
          "arrow",
          "squared",
          "input",
          "in",
          "no",
          "on",
          "the",
          "to",
          "component",
          "ideograph",
          "geometric",
          "block");

  private Pictographs() {}

  /** The names, lower case, in the order of their code points. */
  static List<String> names() {
    return IntStream.concat(
            IntStream.rangeClosed(0x1F300, 0x1F6FF), IntStream.rangeClosed(0x1F900, 0x1F9FF))
        .mapToObj(Character::getName)
        .filter(Objects::nonNull)
        .map(name -> name.toLowerCase(Locale.ROOT).replace('-', ' '))
        .filter(Pictographs::isThing)
        .distinct()
        .toList();
  }

  private static boolean isThing(String name) {
    List<String> words = List.of(name.split(" "));
    return words.size() <= LONGEST && words.stream().noneMatch(NOT_THINGS::contains);
  }
}
