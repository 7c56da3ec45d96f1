package dev.quire.engine.simulated;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How long a batch takes by its size: straight lines between measured points. Beyond the last point
 * the last line goes on; a curve of one point is proportional to the size. Immutable.
 *
 * @param points the first is of size 1; sizes rise, times are positive and do not fall
 */
public record LatencyCurve(List<Point> points) {

  private static final Pattern POINT = Pattern.compile("(\\d{1,9})\\s*:(.*)");
  private static final double NANOS_PER_SECOND = 1e9;

  /**
   * A measured batch.
   *
   * @param size items, at least 1
   * @param nanos time of the whole batch in nanoseconds, at least 1
   */
  public record Point(int size, long nanos) {

    public Point {
      if (size < 1) {
        throw new IllegalArgumentException("a size must be at least 1, not " + size);
      }
      if (nanos < 1) {
        throw new IllegalArgumentException("the time of size %d must be positive".formatted(size));
      }
    }

    /** The point as {@link LatencyCurve#parse} reads it, such as {@code 8:24ms}. */
    @Override
    public String toString() {
      return size + ":" + Times.text(nanos);
    }
  }

  public LatencyCurve {
    points = List.copyOf(points);
    if (points.isEmpty() || points.get(0).size() != 1) {
      throw new IllegalArgumentException("the first point must be of size 1");
    }
    for (int i = 1; i < points.size(); i++) {
      requireRise(points.get(i - 1), points.get(i));
    }
  }

  private static void requireRise(Point before, Point after) {
    if (after.size() <= before.size()) {
      throw new IllegalArgumentException(
          "sizes must rise, but %s follows %s".formatted(after, before));
    }
    if (after.nanos() < before.nanos()) {
      throw new IllegalArgumentException(
          "times must not fall, but %s follows %s".formatted(after, before));
    }
  }

  /**
   * Reads a curve such as {@code 1:8ms,8:24ms,32:80ms}: sizes and times in us, ms or s, fractions
   * allowed.
   *
   * @throws IllegalArgumentException if the text is none; the message says why
   */
  public static LatencyCurve parse(String text) {
    try {
      List<Point> points = new ArrayList<>();
      for (String point : text.split(",", -1)) {
        points.add(point(point.trim()));
      }
      return new LatencyCurve(points);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'%s' is not a latency curve such as 1:8ms,8:24ms,32:80ms: %s"
              .formatted(text, e.getMessage()),
          e);
    }
  }

  private static Point point(String text) {
    Matcher matcher = POINT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'%s' is not size:time".formatted(text));
    }
    return new Point(Integer.parseInt(matcher.group(1)), Times.nanos(matcher.group(2)));
  }

  /**
   * Nanoseconds that a batch takes.
   *
   * @throws IllegalArgumentException if {@code size} is below 1
   */
  public long nanos(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("A batch has at least 1 item, not " + size);
    }
    if (points.size() == 1) {
      return Math.round((double) points.get(0).nanos() * size);
    }
    int end = 1;
    while (end < points.size() - 1 && points.get(end).size() < size) {
      end++;
    }
    Point left = points.get(end - 1);
    Point right = points.get(end);
    double share = (size - left.size()) / (double) (right.size() - left.size());
    return Math.round(left.nanos() + share * (right.nanos() - left.nanos()));
  }

  /**
   * Items per second at the best size.
   *
   * @param maxSize largest size allowed, at least 1
   */
  public double bestRate(int maxSize) {
    // Along a straight line the rate only rises or only falls: the best size is at an end of one.
    return IntStream.concat(
            points.stream().mapToInt(Point::size).filter(size -> size < maxSize),
            IntStream.of(maxSize))
        .mapToDouble(size -> size * NANOS_PER_SECOND / nanos(size))
        .max()
        .orElseThrow();
  }

  /** The curve as {@link #parse} reads it. */
  @Override
  public String toString() {
    return points.stream().map(Point::toString).collect(Collectors.joining(","));
  }
}
