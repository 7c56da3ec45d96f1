package dev.quire.document;

import dev.quire.document.InvalidDocumentException.Reason;
import dev.quire.memory.MemoryExhaustedException;
import dev.quire.memory.MemoryReservation;

/**
 * The size of an upright page.
 *
 * @param width columns in pixels, at least 1
 * @param height rows in pixels, at least 1
 */
public record PageSize(int width, int height) {

  /** Blue, green and red, a byte each. */
  private static final long PIXEL_BYTES = 3;

  /** What the page takes once it is drawn. */
  public long bytes() {
    return PIXEL_BYTES * width * height;
  }

  /**
   * Takes what the page will take, before it is drawn.
   *
   * @param number the page's
   * @throws InvalidDocumentException if there will never be so much
   * @throws MemoryExhaustedException if other requests hold it
   */
  public void hold(int number, MemoryReservation held) {
    try {
      held.grow(bytes());
    } catch (MemoryExhaustedException e) {
      throw e.forGood()
          ? InvalidDocumentException.ofPage(
              Reason.TOO_LARGE, number, "takes more memory to draw than there is", e)
          : e;
    }
  }
}
