package dev.quire.train.page.wear;

import dev.quire.train.page.Dice;
import java.awt.image.BufferedImage;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.indexer.FloatRawIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Losses of sharpness: blur, coarse sampling, compression. */
final class Lens {

  private Lens() {}

  static BufferedImage blur(BufferedImage image, double sigma) {
    try (Mat from = Pixels.mat(image);
        Mat to = new Mat();
        Size size = new Size(0, 0)) {
      opencv_imgproc.GaussianBlur(from, to, size, sigma);
      return Pixels.image(to);
    }
  }

  /** Smears along a line. */
  static BufferedImage motion(BufferedImage image, Dice dice) {
    int length = dice.whole(2, 4);
    double angle = dice.between(0, Math.PI);
    int side = 2 * length + 1;
    try (Mat from = Pixels.mat(image);
        Mat to = new Mat();
        Mat kernel = new Mat(side, side, opencv_core.CV_32F)) {
      try (FloatRawIndexer cells = kernel.createIndexer()) {
        for (int i = 0; i < side * side; i++) {
          cells.put(i / side, i % side, 0f);
        }
        for (int i = 0; i <= length; i++) {
          double t = i - length / 2.0;
          int x = (int) Math.round(length + Math.cos(angle) * t);
          int y = (int) Math.round(length + Math.sin(angle) * t);
          cells.put(y, x, cells.get(y, x) + 1f / (length + 1));
        }
      }
      opencv_imgproc.filter2D(from, to, -1, kernel);
      return Pixels.image(to);
    }
  }

  /** Loses resolution and is blown up again. */
  static BufferedImage coarse(BufferedImage image, double factor) {
    try (Mat from = Pixels.mat(image);
        Mat middle = new Mat();
        Mat to = new Mat();
        Size less =
            new Size((int) (image.getWidth() * factor), (int) (image.getHeight() * factor));
        Size full = new Size(image.getWidth(), image.getHeight())) {
      opencv_imgproc.resize(from, middle, less, 0, 0, opencv_imgproc.INTER_AREA);
      opencv_imgproc.resize(middle, to, full, 0, 0, opencv_imgproc.INTER_LINEAR);
      return Pixels.image(to);
    }
  }

  static BufferedImage jpeg(BufferedImage image, int quality) {
    try (Mat from = Pixels.mat(image);
        BytePointer code = new BytePointer();
        BytePointer suffix = new BytePointer(".jpg");
        IntPointer settings = new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, quality)) {
      opencv_imgcodecs.imencode(suffix, from, code, settings);
      try (Mat bytes = new Mat(1, (int) code.limit(), opencv_core.CV_8UC1, code);
          Mat to = opencv_imgcodecs.imdecode(bytes, opencv_imgcodecs.IMREAD_COLOR)) {
        return Pixels.image(to);
      }
    }
  }
}
