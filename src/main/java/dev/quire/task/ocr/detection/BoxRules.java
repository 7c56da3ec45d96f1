package dev.quire.task.ocr.detection;

import dev.quire.image.Point;
import dev.quire.image.Quad;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * How far a found line's box is widened, and how its corners become whole pixels of the page. The
 * products round differently, which moves a box by a pixel at times, and they differ in which
 * corner of a steep line counts as the first.
 *
 * <p>In one thing none is followed: on a page that got a border because it is tiny, they scale by
 * the size without the border, and their boxes stand too far up and left.
 */
public enum BoxRules {

  /**
   * Scales by one factor in double. A corner may lie on the page's right or lower edge, one beyond
   * the last pixel. The perimeter is OpenCV's, in float32. (PaddleX keeps corners in 16 bits, and
   * breaks beyond 32,767 pixels; we do not.)
   */
  PADDLEX {
    @Override
    double distance(List<Point> corners, double ratio) {
      double doubledArea = 0;
      double perimeter = 0;
      Point from = corners.get(corners.size() - 1);
      for (Point to : corners) {
        doubledArea += from.x() * to.y() - from.y() * to.x();
        float x = (float) to.x() - (float) from.x();
        float y = (float) to.y() - (float) from.y();
        perimeter += (float) Math.sqrt(x * x + y * y);
        from = to;
      }
      return Math.abs(doubledArea / 2) * ratio / perimeter;
    }

    @Override
    Optional<Quad> quad(List<Point> corners, ProbabilityMap map, PageSize page) {
      double width = (double) page.bordered().width() / map.width();
      double height = (double) page.bordered().height() / map.height();
      return Optional.of(
          of(
              corners.stream()
                  .map(corner -> new Point(corner.x() * width, corner.y() * height))
                  .map(corner -> whole(corner, page))
                  .toList()));
    }
  },

  /**
   * Scales in float32, by division and multiplication. The corner of the least x + y comes first;
   * corners are moved onto the page's last pixels, and boxes of a side of 3 pixels or less dropped.
   * Area and perimeter are shapely's, in double.
   */
  PADDLEOCR {
    @Override
    double distance(List<Point> corners, double ratio) {
      return inDouble(corners, ratio);
    }

    @Override
    Optional<Quad> quad(List<Point> corners, ProbabilityMap map, PageSize page) {
      return clipped(fromLeastSum(inFloat(corners, map, page)), page);
    }
  },

  /** Like {@link #PADDLEOCR}, but the upper one of the two left corners comes first. */
  RAPIDOCR {
    @Override
    double distance(List<Point> corners, double ratio) {
      return inDouble(corners, ratio);
    }

    @Override
    Optional<Quad> quad(List<Point> corners, ProbabilityMap map, PageSize page) {
      return clipped(fromLeft(inFloat(corners, map, page)), page);
    }
  };

  /** Sides of this length, fractions cut off, are too short. */
  private static final int TOO_SHORT = 3;

  /**
   * How far a box is widened: its area times the ratio, by its perimeter.
   *
   * @param corners in float32, in turn
   */
  abstract double distance(List<Point> corners, double ratio);

  /**
   * The line's place on the page.
   *
   * @param corners pixels of the map, in float32; the first is the upper one of the left ones, and
   *     they go on clockwise
   * @param map gives the size of the resized page
   * @param page before it was resized
   * @return empty if the box is dropped
   */
  abstract Optional<Quad> quad(List<Point> corners, ProbabilityMap map, PageSize page);

  private static double inDouble(List<Point> corners, double ratio) {
    int size = corners.size();
    double origin = corners.get(0).x();
    double doubledArea = 0;
    double perimeter = 0;
    for (int i = 1; i <= size; i++) {
      Point before = corners.get(i - 1);
      Point corner = corners.get(i % size);
      Point after = corners.get((i + 1) % size);
      if (i < size) {
        doubledArea += (corner.x() - origin) * (before.y() - after.y());
      }
      double x = corner.x() - before.x();
      double y = corner.y() - before.y();
      perimeter += Math.sqrt(x * x + y * y);
    }
    return Math.abs(doubledArea / 2) * ratio / perimeter;
  }

  private static List<Point> inFloat(List<Point> corners, ProbabilityMap map, PageSize page) {
    PageSize scaled = page.bordered();
    return corners.stream()
        .map(
            corner ->
                new Point(
                    (float) corner.x() / map.width() * scaled.width(),
                    (float) corner.y() / map.height() * scaled.height()))
        .map(corner -> whole(corner, page))
        .toList();
  }

  /** Rounded half to even, as NumPy and Python do. */
  private static Point whole(Point corner, PageSize page) {
    return new Point(
        clamped(Math.rint(corner.x()), page.width()),
        clamped(Math.rint(corner.y()), page.height()));
  }

  private static double clamped(double value, int most) {
    return Math.max(0, Math.min(value, most));
  }

  private static Optional<Quad> clipped(List<Point> corners, PageSize page) {
    List<Point> inside =
        corners.stream()
            .map(
                corner ->
                    new Point(
                        clamped(corner.x(), page.width() - 1),
                        clamped(corner.y(), page.height() - 1)))
            .toList();
    Quad quad = of(inside);
    boolean tooShort =
        length(quad.topLeft(), quad.topRight()) <= TOO_SHORT
            || length(quad.topLeft(), quad.bottomLeft()) <= TOO_SHORT;
    return tooShort ? Optional.empty() : Optional.of(quad);
  }

  private static int length(Point from, Point to) {
    return (int) Math.hypot(to.x() - from.x(), to.y() - from.y());
  }

  /** Least and largest x + y are opposite; of the others the one of the least y − x comes next. */
  private static List<Point> fromLeastSum(List<Point> corners) {
    ToDoubleFunction<Point> sum = corner -> corner.x() + corner.y();
    ToDoubleFunction<Point> difference = corner -> corner.y() - corner.x();
    int first = least(corners, sum);
    int third = least(corners, corner -> -sum.applyAsDouble(corner));
    List<Point> others = new ArrayList<>();
    for (int i = 0; i < corners.size(); i++) {
      if (i != first && i != third) {
        others.add(corners.get(i));
      }
    }
    return List.of(
        corners.get(first),
        others.get(least(others, difference)),
        corners.get(third),
        others.get(least(others, corner -> -difference.applyAsDouble(corner))));
  }

  /** The first of the least. */
  private static int least(List<Point> points, ToDoubleFunction<Point> value) {
    int least = 0;
    for (int i = 1; i < points.size(); i++) {
      if (value.applyAsDouble(points.get(i)) < value.applyAsDouble(points.get(least))) {
        least = i;
      }
    }
    return least;
  }

  private static List<Point> fromLeft(List<Point> corners) {
    List<Point> byX = new ArrayList<>(corners);
    byX.sort(Comparator.comparingDouble(Point::x));
    byX.subList(0, 2).sort(Comparator.comparingDouble(Point::y));
    byX.subList(2, 4).sort(Comparator.comparingDouble(Point::y));
    return List.of(byX.get(0), byX.get(2), byX.get(3), byX.get(1));
  }

  private static Quad of(List<Point> corners) {
    return new Quad(corners.get(0), corners.get(1), corners.get(2), corners.get(3));
  }
}
