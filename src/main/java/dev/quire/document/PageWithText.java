package dev.quire.document;

import dev.quire.document.text.TextLayer;
import dev.quire.image.PageImage;
import java.util.Objects;
import java.util.Optional;

/**
 * A page as a picture and what its text layer says.
 *
 * @param image the page
 * @param text in pixels of that picture; empty where the document's kind has no text layers
 */
public record PageWithText(PageImage image, Optional<TextLayer> text) {

  /** Checks that both are there. */
  public PageWithText {
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(text, "text");
  }
}
