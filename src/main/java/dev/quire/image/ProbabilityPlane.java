package dev.quire.image;

import static org.bytedeco.opencv.global.opencv_core.CV_32FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_32SC2;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.mean;
import static org.bytedeco.opencv.global.opencv_imgproc.CHAIN_APPROX_SIMPLE;
import static org.bytedeco.opencv.global.opencv_imgproc.RETR_LIST;
import static org.bytedeco.opencv.global.opencv_imgproc.dilate;
import static org.bytedeco.opencv.global.opencv_imgproc.fillPoly;
import static org.bytedeco.opencv.global.opencv_imgproc.findContours;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * A map of probabilities in native memory, for the steps that OpenCV does on it. It owns that
 * memory, {@code 4 × rows × columns} bytes, until it is closed. Not thread-safe.
 */
public final class ProbabilityPlane implements AutoCloseable {

  static {
    OpenCv.initialise();
  }

  private static final byte INSIDE = (byte) 255;

  private final float[] values;
  private final FloatPointer memory;
  private final Mat plane;

  /**
   * Copies a map.
   *
   * @param values row-major, rows × columns; not changed while this is open
   * @param rows at least 1
   * @param columns at least 1
   */
  public ProbabilityPlane(float[] values, int rows, int columns) {
    if (rows < 1 || columns < 1 || values.length != (long) rows * columns) {
      throw new IllegalArgumentException(
          "%d values do not make a map of %dx%d".formatted(values.length, rows, columns));
    }
    this.values = values;
    this.memory = new FloatPointer(values);
    this.plane = new Mat(rows, columns, CV_32FC1, memory);
  }

  /**
   * The smallest rectangles around the patches above a threshold: {@code findContours} with {@code
   * RETR_LIST} and {@code CHAIN_APPROX_SIMPLE}, which counts holes as well, then {@code
   * minAreaRect} and {@code boxPoints}.
   *
   * @param threshold what a value must exceed
   * @param dilated whether patches grow by a pixel to the right and down first: {@code dilate} with
   *     2×2 ones
   * @param most patches, at least 1; more are left out
   */
  public List<RotatedRectangle> patches(float threshold, boolean dilated, int most) {
    byte[] mask = new byte[values.length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = values[i] > threshold ? INSIDE : 0;
    }
    try (BytePointer bytes = new BytePointer(mask);
        Mat cells = new Mat(plane.rows(), plane.cols(), CV_8UC1, bytes);
        MatVector contours = new MatVector()) {
      if (dilated) {
        spread(cells);
      }
      findContours(cells, contours, RETR_LIST, CHAIN_APPROX_SIMPLE);
      int size = (int) Math.min(most, contours.size());
      List<RotatedRectangle> rectangles = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        try (Mat contour = contours.get(i)) {
          rectangles.add(Contours.rectangle(contour));
        }
      }
      return List.copyOf(rectangles);
    }
  }

  private static void spread(Mat cells) {
    try (Scalar one = new Scalar(1);
        Mat kernel = new Mat(2, 2, CV_8UC1, one)) {
      dilate(cells, cells, kernel);
    }
  }

  /**
   * The mean inside a polygon, its border included: {@code fillPoly} into a window of the map, then
   * {@code mean}.
   *
   * @param left first column of the window
   * @param top first row of the window
   * @param right last column of the window
   * @param bottom last row of the window
   * @param polygon whole pixels of the window, as x and y in turn; it may reach beyond
   * @throws IllegalArgumentException if the window is empty or not inside the map
   */
  public double meanInside(int left, int top, int right, int bottom, int... polygon) {
    if (left < 0 || top < 0 || right >= plane.cols() || bottom >= plane.rows()) {
      throw new IllegalArgumentException(
          "The window %d,%d…%d,%d is not inside %dx%d"
              .formatted(left, top, right, bottom, plane.cols(), plane.rows()));
    }
    if (right < left || bottom < top) {
      throw new IllegalArgumentException("The window is empty");
    }
    int rows = bottom - top + 1;
    int columns = right - left + 1;
    try (Scalar nothing = new Scalar(0);
        Scalar one = new Scalar(1);
        Mat mask = new Mat(rows, columns, CV_8UC1, nothing);
        IntPointer coordinates = new IntPointer(polygon);
        Mat points = new Mat(polygon.length / 2, 1, CV_32SC2, coordinates);
        MatVector polygons = new MatVector(points);
        Rect place = new Rect(left, top, columns, rows);
        Mat window = new Mat(plane, place)) {
      fillPoly(mask, polygons, one);
      try (Scalar mean = mean(window, mask)) {
        return mean.get(0);
      }
    }
  }

  @Override
  public void close() {
    plane.close();
    memory.close();
  }
}
