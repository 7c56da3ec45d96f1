package dev.quire.image;

import java.util.List;

/**
 * An image decoded and resized to the size a model wants.
 *
 * @param width columns of the original, after its EXIF orientation
 * @param height rows of the original, after its EXIF orientation
 * @param targetWidth columns of {@code pixels}
 * @param targetHeight rows of {@code pixels}
 * @param pixels RGB, 8 bits a channel, row-major height × width × 3; handed over, not copied: the
 *     holder must not change it
 * @param decodeNanos time from bytes to upright RGB-ready pixels
 * @param resizeNanos time from there to {@code pixels}
 * @param warnings what the pixels do not show as the page's makers meant it
 */
public record PreparedImage(
    int width,
    int height,
    int targetWidth,
    int targetHeight,
    byte[] pixels,
    long decodeNanos,
    long resizeNanos,
    List<PageWarning> warnings) {

  public PreparedImage {
    warnings = List.copyOf(warnings);
  }
}
