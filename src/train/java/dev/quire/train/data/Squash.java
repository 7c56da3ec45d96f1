package dev.quire.train.data;

import dev.quire.train.page.Box;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Turns a page, or a window of it, into the network's input exactly as the service does: a straight
 * bicubic resize of the bytes without regard to the aspect ratio, and RGB. Keeps native buffers:
 * one instance for each thread.
 */
public final class Squash implements AutoCloseable {

  private BytePointer source = new BytePointer(0);
  private final Mat resized = new Mat();
  private final Mat rgb = new Mat();

  /**
   * Resizes the window of the image.
   *
   * @param image {@link BufferedImage#TYPE_3BYTE_BGR}
   * @param window in whole pixels
   * @return height × width × RGB
   */
  public byte[] apply(BufferedImage image, Box window, int width, int height) {
    if (image.getType() != BufferedImage.TYPE_3BYTE_BGR) {
      throw new IllegalArgumentException("not an image of BGR bytes");
    }
    byte[] bytes = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    if (source.capacity() < bytes.length) {
      source.close();
      source = new BytePointer(bytes.length);
    }
    source.position(0).put(bytes);
    int x = (int) window.x1();
    int y = (int) window.y1();
    byte[] result = new byte[width * height * 3];
    try (Mat whole = new Mat(image.getHeight(), image.getWidth(), opencv_core.CV_8UC3, source);
        Rect rect = new Rect(x, y, (int) window.x2() - x, (int) window.y2() - y);
        Mat part = new Mat(whole, rect);
        Size size = new Size(width, height)) {
      opencv_imgproc.resize(part, resized, size, 0, 0, opencv_imgproc.INTER_CUBIC);
      opencv_imgproc.cvtColor(resized, rgb, opencv_imgproc.COLOR_BGR2RGB);
      rgb.data().get(result);
    }
    return result;
  }

  /** The whole of an image. */
  public static Box whole(BufferedImage image) {
    return new Box(0, 0, image.getWidth(), image.getHeight());
  }

  /** The network input for one image, planar floats from 0 to 1. */
  public static float[] planar(byte[] pixels) {
    int plane = pixels.length / 3;
    float[] result = new float[pixels.length];
    for (int i = 0; i < plane; i++) {
      for (int c = 0; c < 3; c++) {
        result[c * plane + i] = (pixels[i * 3 + c] & 0xff) * (1 / 255f);
      }
    }
    return result;
  }

  @Override
  public void close() {
    source.close();
    resized.close();
    rgb.close();
  }
}
