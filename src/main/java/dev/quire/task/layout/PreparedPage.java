package dev.quire.task.layout;

import dev.quire.image.PageWarning;
import dev.quire.model.Preprocessing;
import dev.quire.model.Resolution;
import java.util.List;

/**
 * A page ready to join a batch.
 *
 * @param resolution size of {@code pixels}; pages of one batch share it
 * @param pixels RGB, 8 bits a channel, row-major height × width × 3; handed over, not copied
 * @param width columns of the original page, after its EXIF orientation
 * @param height rows of the original page
 * @param decodeNanos time its decoding took
 * @param resizeNanos time its resizing took
 * @param warnings what the pixels do not show faithfully
 */
public record PreparedPage(
    Resolution resolution,
    byte[] pixels,
    int width,
    int height,
    long decodeNanos,
    long resizeNanos,
    List<PageWarning> warnings) {

  public PreparedPage {
    warnings = List.copyOf(warnings);
    if (pixels.length != sizeInBytes(resolution)) {
      throw new IllegalArgumentException(
          "A page of %s takes %d bytes, not %d"
              .formatted(resolution, sizeInBytes(resolution), pixels.length));
    }
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("A page of %dx%d".formatted(width, height));
    }
  }

  /** A page that is faithful. */
  public PreparedPage(
      Resolution resolution,
      byte[] pixels,
      int width,
      int height,
      long decodeNanos,
      long resizeNanos) {
    this(resolution, pixels, width, height, decodeNanos, resizeNanos, List.of());
  }

  /** Bytes this page holds while it waits in a queue. */
  public int sizeInBytes() {
    return pixels.length;
  }

  /** Bytes that a page of this resolution holds while it waits. */
  public static long sizeInBytes(Resolution resolution) {
    return resolution.pixels() * Preprocessing.CHANNELS;
  }
}
