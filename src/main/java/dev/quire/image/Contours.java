package dev.quire.image;

import static org.bytedeco.opencv.global.opencv_core.CV_32FC2;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgproc.CHAIN_APPROX_SIMPLE;
import static org.bytedeco.opencv.global.opencv_imgproc.RETR_EXTERNAL;
import static org.bytedeco.opencv.global.opencv_imgproc.approxPolyDP;
import static org.bytedeco.opencv.global.opencv_imgproc.arcLength;
import static org.bytedeco.opencv.global.opencv_imgproc.boxPoints;
import static org.bytedeco.opencv.global.opencv_imgproc.contourArea;
import static org.bytedeco.opencv.global.opencv_imgproc.findContours;
import static org.bytedeco.opencv.global.opencv_imgproc.minAreaRect;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.RotatedRect;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_core.Size2f;

/**
 * The outlines of masks, as OpenCV finds them. Each function depends on its arguments alone and has
 * freed all native memory it held when it ends, however it ends.
 */
public final class Contours {

  static {
    OpenCv.initialise();
  }

  private Contours() {}

  /**
   * Stretches a mask to a size by the nearest cell and outlines the largest of its patches: {@code
   * cv2.resize}, {@code findContours} with {@code RETR_EXTERNAL} and {@code CHAIN_APPROX_SIMPLE},
   * the first contour of the largest {@code contourArea}, {@code approxPolyDP}. Holds native memory
   * of about {@code height × width} bytes.
   *
   * @param mask row-major, rows × columns; 0 is outside, everything else inside
   * @param rows of the mask, at least 1
   * @param columns of the mask, at least 1
   * @param height rows to stretch it to, at least 1
   * @param width columns to stretch it to, at least 1
   * @param tolerance how far the outline may stray from the patch's border, as a share of that
   *     border's length
   * @return whole pixels of the stretched mask, anticlockwise as one looks at it; empty if no pixel
   *     of it is inside
   * @throws IllegalArgumentException if the mask is not of that size or a size is below 1
   */
  public static List<Point> largest(
      byte[] mask, int rows, int columns, int height, int width, double tolerance) {
    if (rows < 1 || columns < 1 || height < 1 || width < 1 || mask.length != rows * columns) {
      throw new IllegalArgumentException(
          "%d bytes of a mask of %d×%d cannot be stretched to %d×%d"
              .formatted(mask.length, rows, columns, height, width));
    }
    try (BytePointer bytes = new BytePointer(mask);
        Mat cells = new Mat(rows, columns, CV_8UC1, bytes);
        Size size = new Size(width, height);
        Mat stretched = new Mat();
        MatVector contours = new MatVector();
        Mat outline = new Mat()) {
      resize(cells, stretched, size, 0, 0, Interpolation.NEAREST.code());
      findContours(stretched, contours, RETR_EXTERNAL, CHAIN_APPROX_SIMPLE);
      if (contours.empty()) {
        return List.of();
      }
      try (Mat contour = contours.get(largest(contours))) {
        approxPolyDP(contour, outline, tolerance * arcLength(contour, true), true);
      }
      return wholePoints(outline);
    }
  }

  /** The first of the largest. */
  private static long largest(MatVector contours) {
    long largest = 0;
    double most = -1;
    for (long i = 0; i < contours.size(); i++) {
      try (Mat contour = contours.get(i)) {
        double area = contourArea(contour);
        if (area > most) {
          largest = i;
          most = area;
        }
      }
    }
    return largest;
  }

  private static List<Point> wholePoints(Mat outline) {
    IntBuffer values = outline.createBuffer();
    List<Point> points = new ArrayList<>(outline.rows());
    while (values.hasRemaining()) {
      points.add(new Point(values.get(), values.get()));
    }
    return List.copyOf(points);
  }

  /**
   * The rectangle of the least area, however turned, that holds all points: {@code minAreaRect} and
   * {@code boxPoints}, computed in float32.
   *
   * @param points at least one
   * @return its four corners, in an order that turns one way round
   * @throws IllegalArgumentException if there is no point
   */
  public static List<Point> smallestRectangle(List<Point> points) {
    return rectangle(points).corners();
  }

  /**
   * The same with the length of its shorter sides.
   *
   * @param points at least one
   * @throws IllegalArgumentException if there is no point
   */
  public static RotatedRectangle rectangle(List<Point> points) {
    if (points.isEmpty()) {
      throw new IllegalArgumentException("No rectangle surrounds no points");
    }
    float[] values = new float[2 * points.size()];
    for (int i = 0; i < points.size(); i++) {
      values[2 * i] = (float) points.get(i).x();
      values[2 * i + 1] = (float) points.get(i).y();
    }
    try (FloatPointer floats = new FloatPointer(values);
        Mat cloud = new Mat(points.size(), 1, CV_32FC2, floats)) {
      return rectangle(cloud);
    }
  }

  /** The same of points in native memory, of whole numbers or float32. */
  static RotatedRectangle rectangle(Mat points) {
    try (RotatedRect rectangle = minAreaRect(points);
        Mat corners = new Mat();
        Size2f size = rectangle.size()) {
      boxPoints(rectangle, corners);
      FloatBuffer found = corners.createBuffer();
      List<Point> result = new ArrayList<>(corners.rows());
      while (found.hasRemaining()) {
        result.add(new Point(found.get(), found.get()));
      }
      return new RotatedRectangle(result, Math.min(size.width(), size.height()));
    }
  }
}
