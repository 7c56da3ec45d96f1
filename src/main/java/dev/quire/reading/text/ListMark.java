package dev.quire.reading.text;

/** What an item of a list begins with. */
public sealed interface ListMark {

  /** A bullet, whatever its form. */
  enum Bullet implements ListMark {
    /** It was read. */
    READ,
    /** None was read, or a mark that stays in the text, as {@code (a)}. */
    MISSING
  }

  /**
   * A number.
   *
   * @param digits one to nine of them
   * @param delimiter {@code .} or {@code )}
   */
  record Number(String digits, char delimiter) implements ListMark {

    /** The number itself. */
    public int value() {
      return Integer.parseInt(digits);
    }

    /** Whether it follows the other in a list. */
    public boolean follows(ListMark other) {
      return other instanceof Number before
          && before.delimiter == delimiter
          && before.value() + 1 == value();
    }
  }
}
