package dev.quire.api.similarity;

/**
 * How much one request may ask for; more is refused with 413. The first three are looked at before
 * a text is cut into tokens.
 *
 * @param pairs most pairs, candidates or texts to embed, at least 1
 * @param textCharacters most characters (Unicode code points) of one text, at least 1
 * @param characters most characters of all texts together, at least 1
 * @param tokens most tokens of all rows that the model is to run, special ones included, padding
 *     and what is cut off not, at least 1
 */
public record SimilarityLimits(int pairs, int textCharacters, int characters, int tokens) {

  public SimilarityLimits {
    requirePositive("pairs", pairs);
    requirePositive("textCharacters", textCharacters);
    requirePositive("characters", characters);
    requirePositive("tokens", tokens);
  }

  private static void requirePositive(String name, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("%s must be at least 1, not %d".formatted(name, limit));
    }
  }
}
