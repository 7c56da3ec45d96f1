package dev.quire.document;

import dev.quire.image.PageImage;
import java.util.function.BooleanSupplier;

/**
 * A file of one or more pages, opened by {@link Documents}. Pages are numbered from 1, as readers
 * and {@link PageSelection} number them.
 *
 * <p>Thread-safe: calls on one document wait for each other, so that its pages are drawn one after
 * the other and never more than one at a time. To draw pages of one file at the same time, open it
 * once for each thread; the documents share the file's bytes.
 */
public sealed interface Document extends AutoCloseable permits PdfDocument, ImageDocument {

  /** What the file is. */
  DocumentKind kind();

  /** How many pages it has, at least 1. */
  int pageCount();

  /**
   * The size that a page will have, without decoding or drawing it.
   *
   * @param number from 1 to {@link #pageCount()}
   * @throws InvalidDocumentException with the page's number, if that page is refused
   * @throws IndexOutOfBoundsException if there is no such page
   * @throws IllegalStateException if the document is closed
   */
  PageSize size(int number);

  /**
   * A page as pixels. The page of a PDF document is drawn here and now, by the calling thread, and
   * holds width × height × 3 bytes; a picture is decoded when the page is prepared, and again each
   * time.
   *
   * @param number from 1 to {@link #pageCount()}
   * @param cancelled asked again and again while the page is drawn; once true, drawing ends
   * @return the page, which outlives the document; it refuses to be prepared with {@link
   *     dev.quire.image.InvalidImageException} if a picture's pixels turn out to be damaged
   * @throws InvalidDocumentException with the page's number, if that page is refused; the others
   *     may be fine
   * @throws dev.quire.memory.MemoryExhaustedException if other requests hold the memory that
   *     drawing takes beyond the page itself
   * @throws java.util.concurrent.CancellationException if it was cancelled
   * @throws IndexOutOfBoundsException if there is no such page
   * @throws IllegalStateException if the document is closed
   */
  PageImage page(int number, BooleanSupplier cancelled);

  /** A page as pixels, with nobody to cancel it. */
  default PageImage page(int number) {
    return page(number, () -> false);
  }

  /** Frees what the document holds, once a page that is being drawn is done. Idempotent. */
  @Override
  void close();
}
