package dev.quire.api.ocr;

import dev.quire.api.document.DocumentRequest;
import dev.quire.document.Documents;
import dev.quire.document.PageSelection;
import dev.quire.task.ocr.OcrOptions;
import java.util.List;
import java.util.Optional;

/**
 * A request for the text of a page or document.
 *
 * @param document the page or document
 * @param pages the pages that are wanted, where that is said
 * @param options how each of them is to be read
 */
record OcrRequest(DocumentRequest document, Optional<PageSelection> pages, OcrOptions options) {

  /** Whether it is one page's text alone that is wanted, whatever the file turns out to be. */
  boolean isPlainPage() {
    return pages.isEmpty()
        && document.pictures().isEmpty()
        && !Documents.mayHavePages(document.file());
  }

  /** The same without pictures. */
  OcrRequest withoutPictures() {
    return new OcrRequest(document.withPictures(List.of()), pages, options);
  }

  /** The pages that are wanted. */
  PageSelection selection() {
    return pages.orElse(PageSelection.all());
  }
}
