package dev.quire.api.document;

import dev.quire.document.PageWithText;
import dev.quire.document.text.TextLayer;
import dev.quire.image.ImageDecoder;
import dev.quire.image.PageImage;
import java.util.Optional;

/** A page whose picture is there. */
record DecodedPage(String identity, int number, PageWithText page) implements PageSource {

  @Override
  public PageImage image(ImageDecoder decoder) {
    return page.image();
  }

  @Override
  public Optional<TextLayer> textLayer() {
    return page.text();
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
