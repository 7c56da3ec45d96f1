package dev.quire.model;

/**
 * Non-maximum suppression: which of two overlapping detections falls away.
 *
 * @param enabled whether it runs at all
 * @param sameClass overlap (intersection over union) from which the weaker of two detections of one
 *     class is dropped, above 0 and at most 1
 * @param differentClass the same for two detections of different classes
 */
public record Nms(boolean enabled, double sameClass, double differentClass) {

  /** PaddleX's {@code layout_nms} thresholds: 0.6 within a class, 0.98 across classes. */
  public static final double PADDLEX_SAME_CLASS = 0.6;

  /** See {@link #PADDLEX_SAME_CLASS}. */
  public static final double PADDLEX_DIFFERENT_CLASS = 0.98;

  public Nms {
    requireOverlap("same", sameClass);
    requireOverlap("different", differentClass);
  }

  /** Off, with PaddleX's thresholds should a request turn it on. */
  public static Nms off() {
    return new Nms(false, PADDLEX_SAME_CLASS, PADDLEX_DIFFERENT_CLASS);
  }

  /** On, with PaddleX's thresholds. */
  public static Nms standard() {
    return new Nms(true, PADDLEX_SAME_CLASS, PADDLEX_DIFFERENT_CLASS);
  }

  /** The same thresholds, switched on or off. */
  public Nms withEnabled(boolean on) {
    return new Nms(on, sameClass, differentClass);
  }

  private static void requireOverlap(String name, double value) {
    if (!(value > 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "nms.%s must be above 0 and at most 1, not %s".formatted(name, value));
    }
  }
}
