package dev.quire.task.similarity;

/**
 * How many tokens of two texts fit, when tokens are taken off the end of whichever is longer, and
 * off the second where both are equally long: {@code longest_first} as transformers' tokenizers
 * define it.
 *
 * @param first tokens kept of the first text
 * @param second tokens kept of the second text
 */
record LongestFirst(int first, int second) {

  /**
   * Shares a number of places out.
   *
   * @param first length of the first text
   * @param second length of the second text
   * @param places how many tokens fit, both texts together
   */
  static LongestFirst of(int first, int second, int places) {
    int half = places - places / 2;
    int kept = Math.min(first, Math.max(places - second, half));
    return new LongestFirst(kept, Math.min(second, places - kept));
  }
}
