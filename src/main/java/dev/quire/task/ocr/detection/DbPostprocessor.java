package dev.quire.task.ocr.detection;

import dev.quire.image.Contours;
import dev.quire.image.Point;
import dev.quire.image.ProbabilityPlane;
import dev.quire.image.RotatedRectangle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * From the map of a page's text to the boxes of its lines: the post-processing of Differentiable
 * Binarization for boxes of four corners, with the score called "fast". Each step computes what
 * OpenCV, NumPy and pyclipper compute for it, in float32 where they do. Stateless and thread-safe.
 */
public final class DbPostprocessor {

  private static final double LEAST_SIDE = 3;

  /** After widening. */
  private static final double LEAST_WIDE_SIDE = LEAST_SIDE + 2;

  /**
   * The lines of a page.
   *
   * @param map of the resized page
   * @param page size of the page before it was resized
   */
  public List<TextBox> boxes(ProbabilityMap map, PageSize page, DetectionParameters parameters) {
    List<TextBox> boxes = new ArrayList<>();
    try (ProbabilityPlane plane = new ProbabilityPlane(map.values(), map.height(), map.width())) {
      for (RotatedRectangle patch :
          plane.patches(
              (float) parameters.threshold(), parameters.dilated(), parameters.candidates())) {
        box(patch, plane, map, page, parameters).ifPresent(boxes::add);
      }
    }
    return parameters.order().sorted(boxes);
  }

  private static Optional<TextBox> box(
      RotatedRectangle patch,
      ProbabilityPlane plane,
      ProbabilityMap map,
      PageSize page,
      DetectionParameters parameters) {
    if (patch.shortSide() < LEAST_SIDE) {
      return Optional.empty();
    }
    List<Point> corners = ordered(patch);
    double score = score(corners, plane, map);
    if (!(score >= parameters.boxThreshold())) {
      return Optional.empty();
    }
    BoxRules rules = parameters.rules();
    PolygonOffset offset = new PolygonOffset(rules.distance(corners, parameters.unclipRatio()));
    RotatedRectangle wide = Contours.rectangle(offset.widen(corners));
    if (wide.shortSide() < LEAST_WIDE_SIDE) {
      return Optional.empty();
    }
    return rules.quad(ordered(wide), map, page).map(quad -> new TextBox(quad, score));
  }

  /** Of the two left corners the upper one first, then clockwise. */
  private static List<Point> ordered(RotatedRectangle rectangle) {
    List<Point> byX = new ArrayList<>(rectangle.corners());
    byX.sort(Comparator.comparingDouble(Point::x));
    boolean left = byX.get(1).y() > byX.get(0).y();
    boolean right = byX.get(3).y() > byX.get(2).y();
    return List.of(
        byX.get(left ? 0 : 1), byX.get(right ? 2 : 3),
        byX.get(right ? 3 : 2), byX.get(left ? 1 : 0));
  }

  /** The mean probability inside; fractions of corners are cut off. */
  private static double score(List<Point> corners, ProbabilityPlane plane, ProbabilityMap map) {
    double[] xs = corners.stream().mapToDouble(Point::x).sorted().toArray();
    double[] ys = corners.stream().mapToDouble(Point::y).sorted().toArray();
    int left = clamped(Math.floor(xs[0]), map.width() - 1);
    int right = clamped(Math.ceil(xs[3]), map.width() - 1);
    int top = clamped(Math.floor(ys[0]), map.height() - 1);
    int bottom = clamped(Math.ceil(ys[3]), map.height() - 1);
    int[] polygon = new int[2 * corners.size()];
    for (int i = 0; i < corners.size(); i++) {
      polygon[2 * i] = (int) ((float) corners.get(i).x() - left);
      polygon[2 * i + 1] = (int) ((float) corners.get(i).y() - top);
    }
    return plane.meanInside(left, top, right, bottom, polygon);
  }

  private static int clamped(double value, int most) {
    return (int) Math.max(0, Math.min(value, most));
  }
}
