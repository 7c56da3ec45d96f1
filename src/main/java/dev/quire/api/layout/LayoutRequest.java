package dev.quire.api.layout;

import dev.quire.api.intake.RequestHold;
import dev.quire.document.Documents;
import dev.quire.document.PageSelection;
import dev.quire.export.ExportFormat;
import java.util.Optional;

/**
 * A request for the layout of a page or document.
 *
 * @param file the page or document, at least one byte
 * @param hold what keeps it in memory
 * @param pages the pages that are wanted, where that is said
 * @param each what is wanted of each of them
 * @param format what the answer is written as, if not in the service's own JSON
 */
public record LayoutRequest(
    byte[] file,
    RequestHold hold,
    Optional<PageSelection> pages,
    PageRequest each,
    Optional<ExportFormat> format) {

  /** Whether it is one page's regions alone that are wanted, whatever the file turns out to be. */
  boolean isPlainPage() {
    return pages.isEmpty()
        && each.pictures().isEmpty()
        && format.isEmpty()
        && !Documents.mayHavePages(file);
  }
}
