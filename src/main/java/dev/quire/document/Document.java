package dev.quire.document;

import dev.quire.document.text.TextLayer;
import dev.quire.image.PageImage;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.Stage;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A file of one or more pages, opened by {@link Documents}. Pages are numbered from 1, as readers
 * and {@link PageSelection} number them.
 *
 * <p>Thread-safe. Where this process draws itself, calls on one document wait for each other; where
 * drawing processes do, pages are drawn side by side.
 */
public interface Document extends AutoCloseable {

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
   * A page as pixels. The page of a PDF document is drawn here and now, while the calling thread
   * waits, and holds width × height × 3 bytes; a picture is decoded when the page is prepared, and
   * again each time.
   *
   * @param number from 1 to {@link #pageCount()}
   * @param cancelled asked again and again while the page is drawn; once true, drawing ends
   * @param held takes what the page's pixels take before they are there, which is nothing where it
   *     is not drawn. After an exception it holds what it held before
   * @return the page, which outlives the document; it refuses to be prepared with {@link
   *     dev.quire.image.InvalidImageException} if a picture's pixels turn out to be damaged
   * @throws InvalidDocumentException with the page's number, if that page is refused; the others
   *     may be fine
   * @throws DrawingUnavailableException if no page can be drawn at the moment
   * @throws dev.quire.memory.MemoryExhaustedException if other requests hold the memory
   * @throws java.util.concurrent.CancellationException if it was cancelled
   * @throws IndexOutOfBoundsException if there is no such page
   * @throws IllegalStateException if the document is closed
   */
  PageImage page(int number, BooleanSupplier cancelled, MemoryReservation held);

  /**
   * The same.
   *
   * @param admitted told, perhaps more than once, when the page has its memory and only has to be
   *     drawn: so the pages of a document can get theirs in order and be drawn side by side
   */
  default PageImage page(
      int number, BooleanSupplier cancelled, MemoryReservation held, Runnable admitted) {
    PageImage page = page(number, cancelled, held);
    admitted.run();
    return page;
  }

  /** A page as pixels, with nobody to cancel it or to share the memory with. */
  default PageImage page(int number) {
    try (MemoryReservation held = ByteBudget.unlimited().openForAll(Stage.PIXELS)) {
      return page(number, () -> false, held);
    }
  }

  /**
   * What the text layer of a page says, without drawing the page. It is read where pages are drawn,
   * within the same limits, and fails as {@link #page} does.
   *
   * @param number from 1 to {@link #pageCount()}
   * @param cancelled asked again and again while the page is read; once true, reading ends
   * @return its places in pixels of the page, as large as {@link #size} says; empty where files of
   *     the kind have no text layers
   * @throws InvalidDocumentException with the page's number, if that page is refused
   * @throws DrawingUnavailableException if no page can be read at the moment
   * @throws java.util.concurrent.CancellationException if it was cancelled
   * @throws IndexOutOfBoundsException if there is no such page
   * @throws IllegalStateException if the document is closed
   */
  default Optional<TextLayer> textLayer(int number, BooleanSupplier cancelled) {
    Objects.checkIndex(number - 1, pageCount());
    return Optional.empty();
  }

  /**
   * A page as pixels and its text layer, at the price of one visit to the page. Arguments and
   * exceptions are those of {@link #page(int, BooleanSupplier, MemoryReservation, Runnable)}.
   */
  default PageWithText pageWithText(
      int number, BooleanSupplier cancelled, MemoryReservation held, Runnable admitted) {
    PageImage page = page(number, cancelled, held, admitted);
    return new PageWithText(page, Optional.empty());
  }

  /** Frees what the document holds, once a page that is being drawn is done. Idempotent. */
  @Override
  void close();
}
