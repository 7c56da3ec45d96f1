package dev.quire.image;

import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_core.transpose;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_ANYDEPTH;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import dev.quire.image.ImageHeader.Alpha;
import java.util.List;
import java.util.function.BiConsumer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * An upright picture in native memory: blue, green, red, 8 bits a channel, opaque. It owns its one
 * {@link Mat}; every step puts a new one in the old one's place. Not thread-safe.
 */
final class DecodedImage implements AutoCloseable {

  private static final int WHITE = 255;

  static {
    OpenCv.initialise();
  }

  private Mat pixels;

  private DecodedImage(Mat pixels) {
    this.pixels = pixels;
  }

  /**
   * Decodes the first picture of a file.
   *
   * @param header what {@link ImageHeaders} read of it
   * @throws InvalidImageException CORRUPT if the decoder fails or disagrees with the header
   */
  static DecodedImage decode(byte[] encoded, ImageHeader header) {
    DecodedImage image = new DecodedImage(read(encoded, header));
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
    return new DecodedImage(pixels);
  }

  /**
   * Resizes the picture.
   *
   * @param decodeNanos time the picture took until now
   * @param warnings what it does not show faithfully
   * @throws IllegalArgumentException if a side of the target is less than 1
   */
  PreparedImage prepare(
      int targetHeight,
      int targetWidth,
      Interpolation interpolation,
      long decodeNanos,
      List<PageWarning> warnings) {
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

  @Override
  public void close() {
    pixels.close();
  }

  private static Mat read(byte[] encoded, ImageHeader header) {
    int flags =
        header.alpha() == Alpha.NONE
            ? IMREAD_COLOR | IMREAD_ANYDEPTH | IMREAD_IGNORE_ORIENTATION
            : IMREAD_UNCHANGED;
    byte[] picture = header.format() == ImageFormat.PNG ? PngHeader.picture(encoded) : encoded;
    Mat decoded;
    try (BytePointer bytes = new BytePointer(picture);
        Mat file = new Mat(1, picture.length, CV_8UC1, bytes)) {
      decoded = imdecode(file, flags);
    } catch (RuntimeException e) {
      throw refusal(e);
    }
    if (decoded.empty()) {
      decoded.close();
      throw ByteReader.corrupt("its picture data cannot be decoded");
    }
    return decoded;
  }

  /** OpenCV throws one type for everything; running out of memory is not the sender's fault. */
  private static RuntimeException refusal(RuntimeException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("Insufficient memory") || message.contains("bad_alloc")) {
      return new IllegalStateException("No memory to decode an image", e);
    }
    InvalidImageException corrupt = ByteReader.corrupt("its picture data cannot be decoded");
    corrupt.initCause(e);
    return corrupt;
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
      case 4 -> become((from, to) -> flatten(from, to, header.alpha()));
      default ->
          throw ByteReader.unsupported(
              "Images of %d channels are not read".formatted(pixels.channels()));
    }
  }

  /** EXIF orientation: 5 to 8 are transposed, then 2, 3, 4 and their like mirrored. */
  private void toUpright(ImageHeader header) {
    if (header.format() == ImageFormat.TIFF) {
      return; // The decoder has seen to it, whatever the flags say.
    }
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

  /** Lays the picture on white: c·a + 255·(1−a), rounded; c + 255·(1−a) where a is in c already. */
  private static void flatten(Mat from, Mat to, Alpha kind) {
    int width = from.cols();
    byte[] source = new byte[width * 4];
    byte[] target = new byte[width * 3];
    to.create(from.rows(), width, CV_8UC3);
    BytePointer read = from.data();
    BytePointer write = to.data();
    for (int row = 0; row < from.rows(); row++) {
      read.position(row * from.step()).get(source);
      for (int s = 0, t = 0; t < target.length; s += 4, t += 3) {
        int alpha = source[s + 3] & 0xff;
        int weight = kind == Alpha.STRAIGHT ? alpha : WHITE;
        int white = WHITE * (WHITE - alpha) + WHITE / 2;
        for (int channel = 0; channel < 3; channel++) {
          int colour = source[s + channel] & 0xff;
          target[t + channel] = (byte) Math.min(WHITE, (colour * weight + white) / WHITE);
        }
      }
      write.position(row * to.step()).put(target);
    }
  }
}
