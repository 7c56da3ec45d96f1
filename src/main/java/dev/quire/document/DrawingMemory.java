package dev.quire.document;

import dev.quire.document.InvalidDocumentException.Reason;
import dev.quire.memory.MemoryExhaustedException;
import dev.quire.memory.MemoryReservation;

/**
 * Counts the bytes that a page's contents take while the page is drawn: pictures, which are
 * unfolded and then decoded, and open transparency groups, each of which may be as large as the
 * page. For one thread.
 */
final class DrawingMemory {

  /** Unfolded samples, up to four of a byte, and the picture that is made of them. */
  private static final int PICTURE_BYTES = 8;

  /** Of black and white: its packed samples and a grey picture, in whole bytes. */
  private static final int BILEVEL_BYTES = 2;

  /** Red, green, blue and alpha, a byte each. */
  private static final int GROUP_BYTES = 4;

  private final int number;
  private final long groupBytes;
  private final MemoryReservation held;
  private int groups;

  /**
   * @param number the page's, from 1
   * @param held closed by its owner once the page is drawn
   */
  DrawingMemory(int number, PageSize page, MemoryReservation held) {
    this.number = number;
    this.groupBytes = (long) GROUP_BYTES * page.width() * page.height();
    this.held = held;
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

  /** The picture and its masks are drawn; what is left are the open groups. */
  void endPictures() {
    held.shrinkTo(groups * groupBytes);
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
