package dev.quire.api.layout;

import dev.quire.api.document.DocumentRequest;
import dev.quire.document.Documents;
import dev.quire.document.PageSelection;
import dev.quire.export.ExportFormat;
import dev.quire.picture.PictureOptions;
import java.util.List;
import java.util.Optional;

/**
 * A request for the layout of a page or document.
 *
 * @param document the page or document
 * @param pages the pages that are wanted, where that is said
 * @param options how each of them is to be laid out
 * @param format what the answer is written as, if not in the service's own JSON
 */
public record LayoutRequest(
    DocumentRequest document,
    Optional<PageSelection> pages,
    LayoutOptions options,
    Optional<ExportFormat> format) {

  /** Whether it is one page's regions alone that are wanted, whatever the file turns out to be. */
  boolean isPlainPage() {
    return pages.isEmpty()
        && document.pictures().isEmpty()
        && format.isEmpty()
        && !Documents.mayHavePages(document.file());
  }

  /** The same with other pictures. */
  LayoutRequest withPictures(List<PictureOptions> other) {
    return new LayoutRequest(document.withPictures(other), pages, options, format);
  }

  /** The pages that are wanted. */
  PageSelection selection() {
    return pages.orElse(PageSelection.all());
  }
}
