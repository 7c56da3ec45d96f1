package dev.quire.image;

import dev.quire.image.InvalidImageException.Reason;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryExhaustedException;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.Stage;

/**
 * Turns the bytes of an uploaded image into the pixels a model takes: recognised by its contents,
 * held against limits before anything is decoded, decoded by OpenCV or, if it is a TIFF page, by
 * {@link TiffDecoder}, 16 bits brought to 8, transparency laid on a {@link Ground}, turned upright
 * by its EXIF orientation, resized as {@code cv2.resize} does. Of several pages or frames the first
 * is taken; colour profiles are ignored, as PaddleX ignores them. What is damaged is refused or
 * carries a warning ({@link Damage}).
 *
 * <p>Immutable and thread-safe. A call holds native memory of {@link ImageHeader#decodingBytes} and
 * the file's size, reserved before it is taken, and has freed all of it when it ends, however it
 * ends. On the heap it holds some rows.
 */
public final class ImageDecoder {

  private final ImageLimits limits;
  private final ByteBudget nativeMemory;

  /** A decoder for programs that decode one image after the other. */
  public ImageDecoder(ImageLimits limits) {
    this(limits, ByteBudget.unlimited());
  }

  /**
   * @param nativeMemory what all images that are being decoded may take together
   */
  public ImageDecoder(ImageLimits limits, ByteBudget nativeMemory) {
    this.limits = limits;
    this.nativeMemory = nativeMemory;
  }

  /**
   * Reads the header, checks it against the limits and makes sure the file is all there, in
   * milliseconds and without decoding a pixel.
   *
   * @throws InvalidImageException if the image is refused
   */
  public ImageHeader inspect(byte[] encoded) {
    return admitted(picture(encoded)).header();
  }

  private static Picture picture(byte[] encoded) {
    return TiffDirectory.begins(ByteReader.bigEndian(encoded))
        ? new TiffPicture(encoded, TiffHeader.read(encoded))
        : new EncodedPicture(encoded, ImageHeaders.read(encoded));
  }

  /**
   * The pages of a file: a TIFF file's, else the one picture. Each page's header is checked when
   * the page is asked for, so that a bad page leaves the others readable.
   *
   * @param encoded an image file; kept, not copied: nobody may change it
   * @throws InvalidImageException if the file is empty, of an unknown format, or its pages cannot
   *     be told apart
   */
  public ImagePages pages(byte[] encoded) {
    return ImagePages.of(encoded, this);
  }

  /**
   * The first picture of a file, its header read and checked, its pixels not yet.
   *
   * @param encoded an image file; kept, not copied: nobody may change it
   * @throws InvalidImageException if it is refused
   */
  public PageImage first(byte[] encoded) {
    return new EncodedPage(admitted(picture(encoded)), this);
  }

  /** Holds a picture against the limits. */
  Picture admitted(Picture picture) {
    limits.check(picture.header().width(), picture.header().height());
    if (picture.decodingBytes() > nativeMemory.ceiling(Stage.PIXELS)) {
      throw new InvalidImageException(
          Reason.TOO_LARGE,
          "Decoding the image takes %d bytes of memory, of which there are %d"
              .formatted(picture.decodingBytes(), nativeMemory.ceiling(Stage.PIXELS)));
    }
    return picture;
  }

  /**
   * Decodes an image and resizes it straight to a size, without keeping its proportions.
   *
   * @param targetHeight rows wanted, at least 1
   * @param targetWidth columns wanted, at least 1
   * @throws InvalidImageException if the image is refused
   * @throws MemoryExhaustedException if other images hold the memory that this one takes
   */
  public PreparedImage prepare(
      byte[] encoded, int targetHeight, int targetWidth, Interpolation interpolation) {
    return first(encoded).prepare(targetHeight, targetWidth, interpolation);
  }

  /** What is made of an image while its pixels are there. */
  @FunctionalInterface
  interface Use<T> {

    /**
     * @param decodeNanos time from the file's bytes to the upright pixels
     */
    T of(DecodedImage image, long decodeNanos);
  }

  /** Decodes a picture for a moment. */
  <T> T decoded(Picture picture, Use<T> use) {
    long start = System.nanoTime();
    MemoryReservation held = nativeMemory.openForAll(Stage.PIXELS);
    held.grow(admitted(picture).decodingBytes());
    try (DecodedImage image = picture.decode(limits.damage())) {
      return use.of(image, System.nanoTime() - start);
    } finally {
      held.close();
    }
  }
}
