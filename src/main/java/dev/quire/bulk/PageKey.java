package dev.quire.bulk;

import java.util.OptionalInt;

/**
 * Which page a line of the results is about.
 *
 * @param input the file's name
 * @param page from 1; empty for a file as a whole, of which no page could be told
 */
record PageKey(String input, OptionalInt page) {

  static PageKey of(String input, int page) {
    return new PageKey(input, OptionalInt.of(page));
  }

  static PageKey whole(String input) {
    return new PageKey(input, OptionalInt.empty());
  }

  /** For people. */
  @Override
  public String toString() {
    return page.isPresent() ? input + ", page " + page.getAsInt() : input;
  }
}
