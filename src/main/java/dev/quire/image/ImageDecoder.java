package dev.quire.image;

/**
 * Turns the bytes of an uploaded image into the pixels a model takes: recognised by its contents,
 * held against limits before anything is decoded, decoded by OpenCV, 16 bits brought to 8, alpha
 * laid on white, turned upright by its EXIF orientation, resized as {@code cv2.resize} does. Of
 * several pages or frames the first is taken; colour profiles are ignored, as PaddleX ignores them.
 *
 * <p>Immutable and thread-safe. A call holds native memory of about width × height × 3 bytes, twice
 * that while it converts, and has freed all of it when it ends, however it ends.
 */
public final class ImageDecoder {

  private final ImageLimits limits;

  public ImageDecoder(ImageLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads the header, checks it against the limits and makes sure the file is all there, in
   * milliseconds and without decoding a pixel.
   *
   * @throws InvalidImageException if the image is refused
   */
  public ImageHeader inspect(byte[] encoded) {
    ImageHeader header = ImageHeaders.read(encoded);
    limits.check(header.width(), header.height());
    return header;
  }

  /**
   * Decodes an image and resizes it straight to a size, without keeping its proportions.
   *
   * @param targetHeight rows wanted, at least 1
   * @param targetWidth columns wanted, at least 1
   * @throws InvalidImageException if the image is refused
   */
  public PreparedImage prepare(
      byte[] encoded, int targetHeight, int targetWidth, Interpolation interpolation) {
    if (targetHeight < 1 || targetWidth < 1) {
      throw new IllegalArgumentException(
          "No image can be resized to %dx%d".formatted(targetHeight, targetWidth));
    }
    long start = System.nanoTime();
    ImageHeader header = inspect(encoded);
    try (DecodedImage image = DecodedImage.decode(encoded, header)) {
      long decoded = System.nanoTime();
      byte[] pixels = image.toRgb(targetHeight, targetWidth, interpolation);
      return new PreparedImage(
          image.width(),
          image.height(),
          targetWidth,
          targetHeight,
          pixels,
          decoded - start,
          System.nanoTime() - decoded);
    }
  }
}
