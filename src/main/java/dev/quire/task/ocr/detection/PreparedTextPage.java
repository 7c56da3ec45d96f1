package dev.quire.task.ocr.detection;

import dev.quire.model.Preprocessing;
import dev.quire.model.Resolution;
import java.util.Objects;

/**
 * A page ready to be searched for lines of text.
 *
 * @param padded size of {@code pixels}; pages of one batch share it
 * @param resized the part of it that is the page, at the upper left; the rest is padding
 * @param pixels BGR, 8 bits a channel, row-major height × width × 3 of {@code padded}; handed over,
 *     not copied: nobody may change it
 * @param page size of the page before it was resized
 */
public record PreparedTextPage(
    Resolution padded, Resolution resized, byte[] pixels, PageSize page) {

  public PreparedTextPage {
    Objects.requireNonNull(page, "page");
    if (resized.height() > padded.height() || resized.width() > padded.width()) {
      throw new IllegalArgumentException(
          "A page of %s cannot be padded to %s".formatted(resized, padded));
    }
    if (pixels.length != sizeInBytes(padded)) {
      throw new IllegalArgumentException(
          "A page of %s takes %d bytes, not %d"
              .formatted(padded, sizeInBytes(padded), pixels.length));
    }
  }

  /** Bytes this page holds while it waits in a queue. */
  public int sizeInBytes() {
    return pixels.length;
  }

  /** Bytes that a page padded to this size holds while it waits. */
  public static long sizeInBytes(Resolution padded) {
    return padded.pixels() * Preprocessing.CHANNELS;
  }
}
