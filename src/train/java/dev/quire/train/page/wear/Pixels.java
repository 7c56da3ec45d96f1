package dev.quire.train.page.wear;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** Carries pixels between Java images and native matrices. */
final class Pixels {

  private Pixels() {}

  /** The bytes of a BGR image, not a copy. */
  static byte[] bytes(BufferedImage image) {
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }

  /** A native copy; the caller closes it. */
  static Mat mat(BufferedImage image) {
    Mat mat = new Mat(image.getHeight(), image.getWidth(), opencv_core.CV_8UC3);
    try (BytePointer data = mat.data()) {
      data.put(bytes(image));
    }
    return mat;
  }

  /** A Java copy of a native BGR matrix. */
  static BufferedImage image(Mat mat) {
    BufferedImage image = new BufferedImage(mat.cols(), mat.rows(), BufferedImage.TYPE_3BYTE_BGR);
    try (BytePointer data = mat.data()) {
      data.get(bytes(image));
    }
    return image;
  }

  static BufferedImage copy(BufferedImage image) {
    BufferedImage copy =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
    byte[] to = bytes(copy);
    System.arraycopy(bytes(image), 0, to, 0, to.length);
    return copy;
  }
}
