package dev.quire.image;

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
 */
public record PreparedImage(
    int width,
    int height,
    int targetWidth,
    int targetHeight,
    byte[] pixels,
    long decodeNanos,
    long resizeNanos) {}
