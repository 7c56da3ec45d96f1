package dev.quire.task.ocr.detection;

import dev.quire.image.Quad;
import java.util.Objects;

/**
 * Where a line of text stands on a page.
 *
 * @param quad its corners, whole pixels of the page that was sent
 * @param score mean probability of text inside, 0 to 1
 */
public record TextBox(Quad quad, double score) {

  public TextBox {
    Objects.requireNonNull(quad, "quad");
  }
}
