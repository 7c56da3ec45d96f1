package dev.quire.api.layout;

import dev.quire.image.PageImage;
import dev.quire.memory.MemoryReservation;
import java.util.function.Supplier;

/** What pictures within answers take. */
public final class PaintedBytes {

  /** What {@link dev.quire.picture.PagePainter} holds for each pixel while it draws. */
  private static final long PIXEL_BYTES = 6;

  /** The file itself, and Base64 of it in the answer's text. */
  private static final long FILE_COPIES = 3;

  private PaintedBytes() {}

  /**
   * Paints a picture once there is memory for it. What the file takes stays held.
   *
   * @param held of the answer; to be closed when it is sent
   * @throws dev.quire.memory.MemoryExhaustedException if there is no room
   */
  public static byte[] held(MemoryReservation held, PageImage page, Supplier<byte[]> painting) {
    long drawing = PIXEL_BYTES * page.width() * page.height();
    held.grow(drawing);
    long kept = 0;
    try {
      byte[] file = painting.get();
      kept = Math.min(drawing, FILE_COPIES * file.length);
      return file;
    } finally {
      held.release(drawing - kept);
    }
  }
}
