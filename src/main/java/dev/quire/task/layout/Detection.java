package dev.quire.task.layout;

/**
 * One row of the model on its way to a {@link Region}.
 *
 * @param rank place in the model's reading order, with gaps; 0 where it gives none
 * @param votes tie-breaker of equal ranks, more first; 0 where the model gives none
 */
record Detection(
    int classId, float score, float x1, float y1, float x2, float y2, float rank, float votes) {

  Detection withBox(float left, float top, float right, float bottom) {
    return new Detection(classId, score, left, top, right, bottom, rank, votes);
  }

  /**
   * Intersection over union on pixel counts: a box from 0 to 9 is ten wide. As PaddleX's {@code
   * iou} (object_detection/processors.py) has it.
   */
  double overlap(Detection other) {
    double width = Math.min(x2, other.x2) - (double) Math.max(x1, other.x1) + 1;
    double height = Math.min(y2, other.y2) - (double) Math.max(y1, other.y1) + 1;
    double intersection = Math.max(0, width) * Math.max(0, height);
    return intersection / (area() + other.area() - intersection);
  }

  private double area() {
    return (x2 - (double) x1 + 1) * (y2 - (double) y1 + 1);
  }
}
