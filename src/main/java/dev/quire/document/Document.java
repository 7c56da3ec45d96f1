package dev.quire.document;

import dev.quire.image.PageImage;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.Stage;
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
   * @param held takes what drawing the page takes before it is there; afterwards it holds what the
   *     page itself takes, which is nothing where it is not drawn. After an exception it holds what
   *     it held before
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
  PageImage page(int number, BooleanSupplier cancelled, MemoryReservation held);

  /** A page as pixels, with nobody to cancel it or to share the memory with. */
  default PageImage page(int number) {
    try (MemoryReservation held = ByteBudget.unlimited().openForAll(Stage.PIXELS)) {
      return page(number, () -> false, held);
    }
  }

  /** Frees what the document holds, once a page that is being drawn is done. Idempotent. */
  @Override
  void close();
}
