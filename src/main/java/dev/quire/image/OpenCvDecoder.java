package dev.quire.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Calls OpenCV's decoders. */
final class OpenCvDecoder {

  static {
    OpenCv.initialise();
  }

  private OpenCvDecoder() {}

  /**
   * Decodes the first picture of a file.
   *
   * @param flags of {@code cv::ImreadModes}
   * @return native memory that the caller owns
   * @throws InvalidImageException CORRUPT if it cannot be decoded
   */
  static Mat decode(byte[] file, int flags) {
    Mat decoded;
    try (BytePointer bytes = new BytePointer(file);
        Mat data = new Mat(1, file.length, CV_8UC1, bytes)) {
      decoded = imdecode(data, flags);
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
}
