package dev.quire.reading;

import java.util.List;
import java.util.Objects;

/**
 * What a page says.
 *
 * @param number from 1, in the document
 * @param width in pixels of the page, to which every {@link Area} refers
 * @param height in pixels of the page
 * @param source where its characters come from
 * @param reason why the text layer was not used, such as {@code no-text-layer}; empty where it was
 *     used or not looked for
 * @param blocks in reading order; page furniture stands first or last
 */
public record ReadPage(
    int number, int width, int height, TextSource source, String reason, List<Block> blocks) {

  /** Copies the blocks. */
  public ReadPage {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(reason, "reason");
    blocks = List.copyOf(blocks);
  }
}
