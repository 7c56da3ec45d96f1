package dev.quire.task.layout;

import dev.quire.image.Point;
import java.util.List;

/**
 * One row of the model on its way to a {@link Region}.
 *
 * @param row where it stood among the page's rows, from 0
 * @param rank place in the model's reading order, with gaps; 0 where it gives none
 * @param votes tie-breaker of equal ranks, more first; 0 where the model gives none
 * @param polygon outline, empty while there is none
 */
record Detection(
    int row,
    int classId,
    float score,
    float x1,
    float y1,
    float x2,
    float y2,
    float rank,
    float votes,
    List<Point> polygon) {

  /** The share of a box that must lie in another to count as inside. */
  private static final double INSIDE = 0.9;

  Detection(
      int classId, float score, float x1, float y1, float x2, float y2, float rank, float votes) {
    this(0, classId, score, x1, y1, x2, y2, rank, votes, List.of());
  }

  Detection withRow(int other) {
    return new Detection(other, classId, score, x1, y1, x2, y2, rank, votes, polygon);
  }

  Detection withBox(float left, float top, float right, float bottom) {
    return new Detection(row, classId, score, left, top, right, bottom, rank, votes, polygon);
  }

  Detection withPolygon(List<Point> outline) {
    return new Detection(row, classId, score, x1, y1, x2, y2, rank, votes, outline);
  }

  /**
   * Intersection over union on pixel counts: a box from 0 to 9 is ten wide. As PaddleX's {@code
   * iou} (object_detection/processors.py) has it.
   */
  double overlap(Detection other) {
    double intersection = shared(other, 1);
    return intersection / (area(1) + other.area(1) - intersection);
  }

  /**
   * Whether nine tenths of it lie in another: {@code is_contained}
   * (object_detection/processors.py), on areas where a box from 0 to 9 is nine wide.
   */
  boolean isIn(Detection other) {
    return area(0) > 0 && shared(other, 0) / area(0) >= INSIDE;
  }

  private double shared(Detection other, int pixel) {
    double width = Math.min(x2, other.x2) - (double) Math.max(x1, other.x1) + pixel;
    double height = Math.min(y2, other.y2) - (double) Math.max(y1, other.y1) + pixel;
    return Math.max(0, width) * Math.max(0, height);
  }

  private double area(int pixel) {
    return (x2 - (double) x1 + pixel) * (y2 - (double) y1 + pixel);
  }
}
