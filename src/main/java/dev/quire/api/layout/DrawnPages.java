package dev.quire.api.layout;

import dev.quire.document.Document;
import dev.quire.document.DocumentKind;
import dev.quire.document.PageSize;
import dev.quire.memory.MemoryReservation;

/** What pages of documents take once they are drawn. */
public final class DrawnPages {

  /** Blue, green and red, a byte each. */
  private static final long PIXEL_BYTES = 3;

  private DrawnPages() {}

  /**
   * Takes the memory for a page that is about to be drawn; pages of image files are not, so they
   * take none.
   *
   * @param number from 1
   * @return how many bytes that are
   * @throws dev.quire.memory.MemoryExhaustedException if there is no room
   * @throws dev.quire.document.InvalidDocumentException if the page is refused
   */
  public static long reserve(Document document, int number, MemoryReservation held) {
    if (document.kind() != DocumentKind.PDF) {
      return 0;
    }
    PageSize size = document.size(number);
    long bytes = PIXEL_BYTES * size.width() * size.height();
    held.grow(bytes);
    return bytes;
  }
}
