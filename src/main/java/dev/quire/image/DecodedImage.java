package dev.quire.image;

import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_core.transpose;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * An upright picture in native memory: blue, green, red, 8 bits a channel, opaque. It owns its one
 * {@link Mat}; every step puts a new one in the old one's place. Not thread-safe.
 */
final class DecodedImage implements AutoCloseable {

  static {
    OpenCv.initialise();
  }

  private final List<PageWarning> warnings = new ArrayList<>();
  private Mat pixels;

  private DecodedImage(Mat pixels, List<PageWarning> warnings) {
    this.pixels = pixels;
    this.warnings.addAll(warnings);
  }

  /**
   * Makes a picture upright and opaque, of 8 bits a sample.
   *
   * @param decoded as a decoder has left it; its owner from now on is the picture
   * @param header what the file says of it
   * @param warnings what it does not show faithfully
   * @throws InvalidImageException CORRUPT if the header says otherwise than the decoder
   */
  static DecodedImage of(Mat decoded, ImageHeader header, List<PageWarning> warnings) {
    DecodedImage image = new DecodedImage(decoded, warnings);
    try {
      image.toEightBits();
      image.toOpaque(header);
      image.toUpright(header);
      image.requireSize(header);
      return image;
    } catch (RuntimeException | Error e) {
      image.close();
      throw e;
    }
  }

  /** Copies a picture that needs no decoding. */
  static DecodedImage copyOf(Bitmap bitmap) {
    Mat pixels = new Mat(bitmap.height(), bitmap.width(), CV_8UC3);
    pixels.data().put(bitmap.bgr());
    return new DecodedImage(pixels, bitmap.warnings());
  }

  /**
   * Resizes the picture.
   *
   * @param decodeNanos time the picture took until now
   * @throws IllegalArgumentException if a side of the target is less than 1
   */
  PreparedImage prepare(
      int targetHeight, int targetWidth, Interpolation interpolation, long decodeNanos) {
    if (targetHeight < 1 || targetWidth < 1) {
      throw new IllegalArgumentException(
          "No image can be resized to %dx%d".formatted(targetHeight, targetWidth));
    }
    long start = System.nanoTime();
    byte[] rgb = toRgb(targetHeight, targetWidth, interpolation);
    return new PreparedImage(
        pixels.cols(),
        pixels.rows(),
        targetWidth,
        targetHeight,
        rgb,
        decodeNanos,
        System.nanoTime() - start,
        warnings);
  }

  /**
   * A copy of the picture.
   *
   * @param decodeNanos time the picture took until now
   */
  Bitmap bitmap(long decodeNanos) {
    byte[] bgr = new byte[Math.multiplyExact(pixels.rows() * 3, pixels.cols())];
    try (Mat whole = pixels.isContinuous() ? new Mat(pixels) : pixels.clone()) {
      whole.data().get(bgr);
    }
    return new Bitmap(pixels.cols(), pixels.rows(), bgr, decodeNanos, warnings);
  }

  /** Red, green, blue, row-major; resized as {@code cv2.resize} does on 8-bit pixels. */
  private byte[] toRgb(int targetHeight, int targetWidth, Interpolation interpolation) {
    try (Size size = new Size(targetWidth, targetHeight);
        Mat resized = new Mat();
        Mat rgb = new Mat()) {
      resize(pixels, resized, size, 0, 0, interpolation.code());
      cvtColor(resized, rgb, COLOR_BGR2RGB);
      byte[] bytes = new byte[Math.multiplyExact(targetHeight * 3, targetWidth)];
      rgb.data().get(bytes);
      return bytes;
    }
  }

  /** The same picture in another size, its pixels in Java's memory. */
  Bitmap resized(int height, int width, Interpolation interpolation, long drawNanos) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "No image can be resized to %dx%d".formatted(height, width));
    }
    try (Size size = new Size(width, height);
        Mat resized = new Mat()) {
      resize(pixels, resized, size, 0, 0, interpolation.code());
      byte[] bytes = new byte[Math.multiplyExact(height * 3, width)];
      resized.data().get(bytes);
      return new Bitmap(width, height, bytes, drawNanos, warnings);
    }
  }

  @Override
  public void close() {
    pixels.close();
  }

  private void requireSize(ImageHeader header) {
    if (pixels.cols() != header.uprightWidth() || pixels.rows() != header.uprightHeight()) {
      throw ByteReader.corrupt(
          "its header declares another size than the %d×%d pixels it holds"
              .formatted(pixels.cols(), pixels.rows()));
    }
  }

  /** 16 bits to 8 by v/257, rounded, which takes 65535 to 255 and inverts the usual v*257. */
  private void toEightBits() {
    if (pixels.depth() == CV_16U) {
      become((from, to) -> from.convertTo(to, CV_8U, 1.0 / 257, 0));
    } else if (pixels.depth() != CV_8U) {
      throw ByteReader.unsupported("Images of more than 16 bits a sample are not read");
    }
  }

  private void toOpaque(ImageHeader header) {
    switch (pixels.channels()) {
      case 3 -> {}
      case 4 -> become((from, to) -> warnings.addAll(new Ground(from, header.alpha()).lay(to)));
      default ->
          throw ByteReader.unsupported(
              "Images of %d channels are not read".formatted(pixels.channels()));
    }
  }

  /** EXIF orientation: 5 to 8 are transposed, then 2, 3, 4 and their like mirrored. */
  private void toUpright(ImageHeader header) {
    if (header.turned()) {
      become((from, to) -> transpose(from, to));
    }
    switch (header.orientation()) {
      case 2, 6 -> become((from, to) -> flip(from, to, 1));
      case 3, 7 -> become((from, to) -> flip(from, to, -1));
      case 4, 8 -> become((from, to) -> flip(from, to, 0));
      default -> {}
    }
  }

  private void become(BiConsumer<Mat, Mat> step) {
    Mat next = new Mat();
    try {
      step.accept(pixels, next);
    } catch (RuntimeException | Error e) {
      next.close();
      throw e;
    }
    pixels.close();
    pixels = next;
  }
}
