package dev.quire.task.layout;

import dev.quire.image.Contours;
import dev.quire.image.Point;
import dev.quire.task.PolygonOverlap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Outlines for the boxes of a page, from its masks: PaddleX's {@code
 * extract_polygon_points_by_masks} (layout_analysis/processors.py).
 *
 * @param masks a grid over the whole page for each row of the model
 * @param width columns of the page
 * @param height rows of the page
 * @param shape what outlines are wanted
 */
record Outlines(Masks masks, int width, int height, ShapeMode shape) {

  /** How far an outline may stray from its mask's border, as a share of the border's length. */
  private static final double TOLERANCE = 0.004;

  /** The share of the wanted width beyond which a gap between two vertices is filled. */
  private static final double LONGEST_GAP = 0.3;

  /** A box wider than this share of the widest is smoothed by its own width. */
  private static final double WIDE_BOX = 0.6;

  private static final int LEAST_VERTICES = 4;

  /** From this overlap with its box on, a smallest rectangle is taken for the box. */
  private static final double LIKE_THE_BOX = 0.95;

  /** From this overlap with the mask's outline on, a smallest rectangle stands for it. */
  private static final double LIKE_THE_OUTLINE = 0.8;

  /** The share of a box that the outline before it must not reach for four corners to do. */
  private static final double APART = 0.01;

  /**
   * Gives each box its outline.
   *
   * @param detections in reading order: whether four corners do depends on the outline before
   * @return the same but for boxes whose mask shrinks to nothing, which PaddleX drops where it
   *     wants {@link ShapeMode#POLY} or {@link ShapeMode#AUTO}
   */
  List<Detection> trace(List<Detection> detections) {
    double widest = widest(detections);
    List<Detection> outlined = new ArrayList<>();
    Optional<List<Point>> previous = Optional.empty();
    for (Detection detection : detections) {
      Optional<List<Point>> outline = outline(detection, widest, previous);
      outline.map(detection::withPolygon).ifPresent(outlined::add);
      previous = outline;
    }
    return outlined;
  }

  /**
   * PaddleX's {@code max_box_w} subtracts column 3 from column 4, the upper edge from the right
   * one: a slip, which the outlines follow to the letter.
   */
  private double widest(List<Detection> detections) {
    return detections.stream().mapToDouble(box -> (double) box.x2() - box.y1()).max().orElse(0);
  }

  private Optional<List<Point>> outline(
      Detection detection, double widest, Optional<List<Point>> previous) {
    Box box = Box.of(detection);
    Crop crop = crop(box);
    if (!isTraceable(box) || crop.isEmpty()) {
      return Optional.of(box.corners());
    }
    byte[] cells = crop.cells(masks, detection.row());
    if (IntStream.range(0, cells.length).allMatch(cell -> cells[cell] == 0)) {
      return Optional.of(box.corners());
    }
    List<Point> traced =
        Contours.largest(
            cells, crop.rows(), crop.columns(), (int) box.height(), (int) box.width(), TOLERANCE);
    if (traced.isEmpty()) {
      return shape == ShapeMode.QUAD ? Optional.of(box.corners()) : Optional.empty();
    }
    double wanted = box.width() > widest * WIDE_BOX ? box.width() : widest;
    List<Point> polygon =
        VertexFilter.apply(traced, wanted * LONGEST_GAP).stream()
            .map(point -> point.plus(box.x1(), box.y1()))
            .toList();
    if (polygon.size() < LEAST_VERTICES) {
      return Optional.of(box.corners());
    }
    return Optional.of(
        switch (shape) {
          case RECT -> box.corners();
          case QUAD -> quad(polygon);
          case POLY -> polygon;
          case AUTO -> auto(box.corners(), polygon, previous);
        });
  }

  /** A box with an area that is not absurdly larger than the page, as from a broken model. */
  private boolean isTraceable(Box box) {
    return box.width() > 0
        && box.height() > 0
        && box.width() <= 2L * width
        && box.height() <= 2L * height;
  }

  private Crop crop(Box box) {
    double across = masks.width() / (double) width;
    double down = masks.height() / (double) height;
    return new Crop(
        cell(box.x1() * across, masks.width()),
        cell(box.y1() * down, masks.height()),
        cell(box.x2() * across, masks.width()),
        cell(box.y2() * down, masks.height()));
  }

  private static int cell(double place, int most) {
    return (int) Math.max(0, Math.min(most, Math.rint(place)));
  }

  private static List<Point> auto(
      List<Point> corners, List<Point> polygon, Optional<List<Point>> previous) {
    List<Point> quad = quad(polygon);
    boolean enough = PolygonOverlap.of(polygon, quad).overUnion() >= LIKE_THE_OUTLINE;
    boolean apart =
        previous
            .map(before -> PolygonOverlap.of(before, corners).overSmaller() < APART)
            .orElse(true);
    if (!enough || !apart) {
      return polygon;
    }
    return PolygonOverlap.of(corners, quad).overUnion() >= LIKE_THE_BOX ? corners : quad;
  }

  /**
   * {@code convert_polygon_to_quad}: the corners of the smallest rectangle by their angles about
   * its centre, the upper left one first. In float32, as NumPy computes it.
   */
  private static List<Point> quad(List<Point> polygon) {
    List<Point> corners = Contours.smallestRectangle(polygon);
    float x = mean(corners.stream().map(point -> (float) point.x()).toList());
    float y = mean(corners.stream().map(point -> (float) point.y()).toList());
    List<Point> turned =
        corners.stream()
            .sorted(
                Comparator.comparingDouble(
                    point -> (float) Math.atan2((float) point.y() - y, (float) point.x() - x)))
            .toList();
    int first =
        IntStream.range(0, turned.size())
            .boxed()
            .min(
                Comparator.comparingDouble(
                    i -> (float) turned.get(i).x() + (float) turned.get(i).y()))
            .orElseThrow();
    return IntStream.range(0, turned.size())
        .mapToObj(i -> turned.get((first + i) % turned.size()))
        .toList();
  }

  private static float mean(List<Float> values) {
    float sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.size();
  }

  /** A box in whole pixels, fractions cut off. */
  private record Box(long x1, long y1, long x2, long y2) {

    static Box of(Detection detection) {
      return new Box(
          (long) detection.x1(),
          (long) detection.y1(),
          (long) detection.x2(),
          (long) detection.y2());
    }

    long width() {
      return x2 - x1;
    }

    long height() {
      return y2 - y1;
    }

    List<Point> corners() {
      return List.of(new Point(x1, y1), new Point(x2, y1), new Point(x2, y2), new Point(x1, y2));
    }
  }

  /** The cells of the grid that a box covers; right and bottom do not count. */
  private record Crop(int left, int top, int right, int bottom) {

    int columns() {
      return right - left;
    }

    int rows() {
      return bottom - top;
    }

    boolean isEmpty() {
      return columns() <= 0 || rows() <= 0;
    }

    /** 1 where a row's mask covers a cell, else 0. */
    byte[] cells(Masks masks, int row) {
      byte[] cells = new byte[rows() * columns()];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = (byte) (masks.get(row, top + i / columns(), left + i % columns()) ? 1 : 0);
      }
      return cells;
    }
  }
}
