package dev.quire.api.paddlex;

/**
 * How PaddleX's endpoints answer.
 *
 * @param visualize whether answers carry pictures where the request does not say; PaddleX's do
 * @param maxPages documents of more pages are refused, where PaddleX leaves out the rest in silence
 */
public record PaddlexSettings(boolean visualize, int maxPages) {

  public PaddlexSettings {
    if (maxPages < 1) {
      throw new IllegalArgumentException("maxPages must be at least 1, not " + maxPages);
    }
  }

  /**
   * Admits a document.
   *
   * @param count how many pages it has, at least 1
   * @throws RefusedException if they are too many
   */
  void requireFew(int count) {
    if (count > maxPages) {
      throw new RefusedException(
          "The document has %d pages; at most %d are taken at once".formatted(count, maxPages));
    }
  }
}
