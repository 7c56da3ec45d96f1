package dev.quire.api.document;

import dev.quire.document.Documents;
import dev.quire.document.PageSelection;
import dev.quire.picture.PictureOptions;
import java.util.List;
import java.util.Optional;

/**
 * A request for the pages of a document.
 *
 * @param document the page or document
 * @param pages the pages that are wanted, where that is said
 */
public record PagesRequest(DocumentRequest document, Optional<PageSelection> pages) {

  /** All pages of a document. */
  public static PagesRequest all(DocumentRequest document) {
    return new PagesRequest(document, Optional.empty());
  }

  /**
   * Whether what comes of a single page is all that is wanted, whatever the file turns out to be.
   */
  public boolean isPlainPage() {
    return pages.isEmpty()
        && document.pictures().isEmpty()
        && !Documents.mayHavePages(document.file());
  }

  /** The same with other pictures. */
  public PagesRequest withPictures(List<PictureOptions> other) {
    return new PagesRequest(document.withPictures(other), pages);
  }

  PageSelection selection() {
    return pages.orElse(PageSelection.all());
  }
}
