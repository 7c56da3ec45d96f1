package dev.quire.task.similarity;

/**
 * How much of two texts a model did not read, because they were longer than it takes.
 *
 * @param first tokens left out at the end of the first text
 * @param second tokens left out at the end of the second text
 */
public record Truncation(int first, int second) {

  /** Everything was read. */
  public static final Truncation NONE = new Truncation(0, 0);

  public Truncation {
    if (first < 0 || second < 0) {
      throw new IllegalArgumentException(
          "Tokens left out cannot be negative: %d and %d".formatted(first, second));
    }
  }

  /** Whether anything was left out. */
  public boolean isTruncated() {
    return first > 0 || second > 0;
  }
}
