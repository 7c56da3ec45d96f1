package dev.quire.api.paddlex;

import java.util.OptionalInt;

/**
 * How PaddleX's endpoints answer.
 *
 * @param visualize whether answers carry pictures where the request does not say; PaddleX's do
 * @param pages how many pages of a document are read, the rest being left out in silence as PaddleX
 *     does after ten; empty reads all
 * @param maxPages documents of which more pages would be read are refused
 */
public record PaddlexSettings(boolean visualize, OptionalInt pages, int maxPages) {

  public PaddlexSettings {
    if (pages.isPresent() && pages.getAsInt() < 1) {
      throw new IllegalArgumentException("pages must be at least 1, not " + pages.getAsInt());
    }
    if (maxPages < 1) {
      throw new IllegalArgumentException("maxPages must be at least 1, not " + maxPages);
    }
  }

  /**
   * How many pages of a document are read.
   *
   * @param count how many it has, at least 1
   * @throws RefusedException if they are too many
   */
  int read(int count) {
    int read = Math.min(count, pages.orElse(count));
    if (read > maxPages) {
      throw new RefusedException(
          "The document has %d pages; at most %d are taken at once".formatted(count, maxPages));
    }
    return read;
  }
}
