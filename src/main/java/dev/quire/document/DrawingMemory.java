package dev.quire.document;

import dev.quire.document.InvalidDocumentException.Reason;
import dev.quire.memory.MemoryExhaustedException;
import dev.quire.memory.MemoryReservation;

/**
 * Counts the bytes that a page takes while it is drawn: its own, and those of its contents, which
 * are pictures that are unfolded and then decoded, and open transparency groups, each of which may
 * be as large as the page. For one thread.
 */
final class DrawingMemory {

  /** Unfolded samples, up to four of a byte, and the picture that is made of them. */
  private static final int PICTURE_BYTES = 8;

  /** Of black and white: its packed samples and a grey picture, in whole bytes. */
  private static final int BILEVEL_BYTES = 2;

  /** Blue, green and red, a byte each. */
  private static final int PAGE_BYTES = 3;

  /** Red, green, blue and alpha, a byte each. */
  private static final int GROUP_BYTES = 4;

  private final int number;
  private final long pageBytes;
  private final long groupBytes;
  private final MemoryReservation held;
  private final long before;
  private int groups;

  /**
   * @param number the page's, from 1
   * @param held what the page takes is taken with it
   */
  DrawingMemory(int number, PageSize page, MemoryReservation held) {
    this.number = number;
    long pixels = (long) page.width() * page.height();
    this.pageBytes = PAGE_BYTES * pixels;
    this.groupBytes = GROUP_BYTES * pixels;
    this.held = held;
    this.before = held.bytes();
  }

  void beginPage() {
    take(pageBytes);
  }

  /** It is drawn; what is left is the page. */
  void endPage() {
    held.shrinkTo(before + pageBytes);
  }

  /** It is not drawn. */
  void giveUp() {
    held.shrinkTo(before);
  }

  void openGroup() {
    take(groupBytes);
    groups++;
  }

  void closeGroup() {
    groups--;
    endPictures();
  }

  /**
   * Before a picture, or a mask of one, is decoded.
   *
   * @param bilevel whether its samples are of one bit
   */
  void beginPicture(long width, long height, boolean bilevel) {
    take((bilevel ? BILEVEL_BYTES : PICTURE_BYTES) * width * height);
  }

  /** The picture and its masks are drawn; what is left are the page and its open groups. */
  void endPictures() {
    held.shrinkTo(before + pageBytes + groups * groupBytes);
  }

  private void take(long bytes) {
    try {
      held.grow(bytes);
    } catch (MemoryExhaustedException e) {
      throw e.forGood()
          ? InvalidDocumentException.ofPage(
              Reason.TOO_LARGE, number, "takes more memory to draw than there is", e)
          : e;
    }
  }
}
