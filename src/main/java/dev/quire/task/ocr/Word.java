package dev.quire.task.ocr;

import dev.quire.image.Quad;
import java.util.Objects;

/**
 * A word of a line.
 *
 * @param text without spaces around it
 * @param quad its place on the page
 */
public record Word(String text, Quad quad) {

  public Word {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(quad, "quad");
  }
}
