package dev.quire.api.paddlex;

import dev.quire.image.PageImage;

/** Draws layouts on pages. Thread-safe; every method may take long and is for the CPU pool. */
public interface Pictures {

  /**
   * All pictures of a page.
   *
   * @throws dev.quire.image.InvalidImageException if it turns out to be damaged
   */
  PagePictures all(PageImage page, PageLayout layout);

  /**
   * {@link PagePictures#layout} alone.
   *
   * @throws dev.quire.image.InvalidImageException if it turns out to be damaged
   */
  byte[] layout(PageImage page, PageLayout layout);
}
