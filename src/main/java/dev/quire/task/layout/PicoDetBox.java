package dev.quire.task.layout;

/** A box that PicoDet's maps were decoded to, in pixels of the model's input. */
record PicoDetBox(int classId, float score, double x1, double y1, double x2, double y2) {

  /** Keeps the overlap of two empty boxes defined. */
  private static final double EPSILON = 1e-5;

  PicoDetBox of(int otherClass, float otherScore) {
    return new PicoDetBox(otherClass, otherScore, x1, y1, x2, y2);
  }

  /** Intersection over union on areas, as {@code iou_of} beside {@code PicoDetPostProcess}. */
  double overlap(PicoDetBox other) {
    double intersection =
        area(
            Math.max(x1, other.x1),
            Math.max(y1, other.y1),
            Math.min(x2, other.x2),
            Math.min(y2, other.y2));
    return intersection / (area() + other.area() - intersection + EPSILON);
  }

  private double area() {
    return area(x1, y1, x2, y2);
  }

  private static double area(double left, double top, double right, double bottom) {
    return Math.max(0, right - left) * Math.max(0, bottom - top);
  }
}
