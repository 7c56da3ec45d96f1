package dev.quire.image;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC2;
import static org.bytedeco.opencv.global.opencv_core.CV_32SC2;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_COUNTERCLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.rotate;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.getPerspectiveTransform;
import static org.bytedeco.opencv.global.opencv_imgproc.warpPerspective;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Cuts lines of text out of one page. Holds a copy of the page in native memory until it is closed;
 * everything else that a crop takes is freed when the crop ends, however it ends. Lines may be cut
 * out by several threads at once, as long as none closes it meanwhile.
 */
public final class LineCropper implements AutoCloseable {

  static {
    OpenCv.initialise();
  }

  private static final int CORNERS = 4;
  private static final int CHANNELS = 3;

  /** A line that is as many times as high as wide is taken for a column of text, and turned. */
  private static final double TURNED_FROM = 1.5;

  /** OpenCV keeps places in a picture in 16 bits. */
  private static final int MOST_SIDE = Short.MAX_VALUE - 1;

  /** Pixels beyond a line that interpolation may look at, and some. */
  private static final int MARGIN = 8;

  private final Mat page;

  /** Copies the page into native memory, width × height × 3 bytes. */
  public LineCropper(Bitmap page) {
    this.page = new Mat(page.height(), page.width(), CV_8UC3);
    this.page.data().put(page.bgr());
  }

  /** At most so many bytes a line that is cut out takes, whichever way. */
  public static long sizeInBytes(Quad quad) {
    double width =
        Math.max(
            length(quad.topLeft(), quad.topRight()), length(quad.bottomRight(), quad.bottomLeft()));
    double height =
        Math.max(
            length(quad.topLeft(), quad.bottomLeft()), length(quad.topRight(), quad.bottomRight()));
    return CHANNELS * (long) Math.ceil(width + 2) * (long) Math.ceil(height + 2);
  }

  /**
   * Cuts a line out, as PaddleOCR and RapidOCR do: the perspective of its four corners undone, by
   * cubic interpolation, the page's border pixels repeated beyond it; turned 90° counter-clockwise
   * if it is at least 1.5 times as high as wide. Its size is that of the longer of opposite sides,
   * fractions cut off.
   *
   * @return empty if the quad is less than a pixel wide or high, longer than a page can be, or its
   *     corners do not turn one way round, all of them
   * @throws IllegalStateException after {@link #close}
   */
  public Optional<LineCrop> crop(Quad quad) {
    if (page.isNull()) {
      throw new IllegalStateException("The page is closed");
    }
    int width =
        (int)
            Math.max(
                length(quad.topLeft(), quad.topRight()),
                length(quad.bottomRight(), quad.bottomLeft()));
    int height =
        (int)
            Math.max(
                length(quad.topLeft(), quad.bottomLeft()),
                length(quad.topRight(), quad.bottomRight()));
    if (width < 1 || height < 1 || width > MOST_SIDE || height > MOST_SIDE || !isConvex(quad)) {
      return Optional.empty();
    }
    boolean turned = (double) height / width >= TURNED_FROM;
    LineImage image = cut(quad, width, height, turned);
    return Optional.of(new LineCrop(image, new CropGeometry(quad, width, height, turned, false)));
  }

  /**
   * The same of the smallest rectangle around the corners, their fractions cut off, as PaddleX
   * does.
   *
   * @return empty as {@link #crop} of that rectangle; the geometry has that rectangle
   * @throws IllegalStateException after {@link #close}
   */
  public Optional<LineCrop> cropTightened(Quad quad) {
    return crop(tightened(quad));
  }

  @Override
  public void close() {
    page.close();
  }

  private static Quad tightened(Quad quad) {
    int[] values = new int[2 * CORNERS];
    for (int i = 0; i < CORNERS; i++) {
      values[2 * i] = (int) quad.corners().get(i).x();
      values[2 * i + 1] = (int) quad.corners().get(i).y();
    }
    try (IntPointer whole = new IntPointer(values);
        Mat points = new Mat(CORNERS, 1, CV_32SC2, whole)) {
      return ordered(Contours.rectangle(points).corners());
    }
  }

  /** Of the two left corners the upper one first, then clockwise. */
  private static Quad ordered(List<Point> corners) {
    List<Point> byX = new ArrayList<>(corners);
    byX.sort(Comparator.comparingDouble(Point::x));
    boolean left = byX.get(1).y() > byX.get(0).y();
    boolean right = byX.get(3).y() > byX.get(2).y();
    return new Quad(
        byX.get(left ? 0 : 1),
        byX.get(right ? 2 : 3),
        byX.get(right ? 3 : 2),
        byX.get(left ? 1 : 0));
  }

  /** In float32, as NumPy computes it. */
  private static float length(Point from, Point to) {
    float x = (float) to.x() - (float) from.x();
    float y = (float) to.y() - (float) from.y();
    return (float) Math.sqrt(x * x + y * y);
  }

  private static boolean isConvex(Quad quad) {
    List<Point> corners = quad.corners();
    double way = 0;
    for (int i = 0; i < CORNERS; i++) {
      Point corner = corners.get(i);
      Point next = corners.get((i + 1) % CORNERS);
      Point last = corners.get((i + 2) % CORNERS);
      double turn =
          (next.x() - corner.x()) * (last.y() - next.y())
              - (next.y() - corner.y()) * (last.x() - next.x());
      if (!(turn * way >= 0) || turn == 0) {
        return false;
      }
      way = turn;
    }
    return true;
  }

  private LineImage cut(Quad quad, int width, int height, boolean turned) {
    try (Rect window = window(quad);
        Mat around = new Mat(page, window);
        FloatPointer fromValues = values(quad, window.x(), window.y());
        FloatPointer toValues = new FloatPointer(0, 0, width, 0, width, height, 0, height);
        Mat from = new Mat(CORNERS, 1, CV_32FC2, fromValues);
        Mat to = new Mat(CORNERS, 1, CV_32FC2, toValues);
        Mat perspective = getPerspectiveTransform(from, to);
        Size size = new Size(width, height);
        Scalar unused = new Scalar();
        Mat level = new Mat()) {
      warpPerspective(around, level, perspective, size, INTER_CUBIC, BORDER_REPLICATE, unused);
      if (!turned) {
        return image(level);
      }
      try (Mat result = new Mat()) {
        rotate(level, result, ROTATE_90_COUNTERCLOCKWISE);
        return image(result);
      }
    }
  }

  /** The whole page, unless OpenCV cannot take so large a one; then what is around the line. */
  private Rect window(Quad quad) {
    if (page.cols() <= MOST_SIDE && page.rows() <= MOST_SIDE) {
      return new Rect(0, 0, page.cols(), page.rows());
    }
    double[] xs = quad.corners().stream().mapToDouble(Point::x).sorted().toArray();
    double[] ys = quad.corners().stream().mapToDouble(Point::y).sorted().toArray();
    int left = clamped(xs[0] - MARGIN, page.cols() - 1);
    int top = clamped(ys[0] - MARGIN, page.rows() - 1);
    int right = clamped(xs[CORNERS - 1] + MARGIN, page.cols() - 1);
    int bottom = clamped(ys[CORNERS - 1] + MARGIN, page.rows() - 1);
    return new Rect(
        left, top, Math.min(right - left + 1, MOST_SIDE), Math.min(bottom - top + 1, MOST_SIDE));
  }

  private static int clamped(double value, int most) {
    return (int) Math.max(0, Math.min(value, most));
  }

  private static FloatPointer values(Quad quad, int left, int top) {
    float[] values = new float[2 * CORNERS];
    for (int i = 0; i < CORNERS; i++) {
      values[2 * i] = (float) (quad.corners().get(i).x() - left);
      values[2 * i + 1] = (float) (quad.corners().get(i).y() - top);
    }
    return new FloatPointer(values);
  }

  private static LineImage image(Mat pixels) {
    byte[] bgr = new byte[Math.multiplyExact(pixels.rows() * CHANNELS, pixels.cols())];
    pixels.data().get(bgr);
    return new LineImage(pixels.cols(), pixels.rows(), bgr);
  }
}
