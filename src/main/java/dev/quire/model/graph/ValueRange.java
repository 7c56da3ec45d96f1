package dev.quire.model.graph;

/**
 * The values that a tensor is expected to have; those outside are cut off. Holds zero, so that
 * padding is exact.
 *
 * @param least at most 0
 * @param greatest at least 0
 */
public record ValueRange(float least, float greatest) {

  private static final int STEPS = 255;

  /** Widened to hold zero; both must be finite. */
  public ValueRange {
    if (!Float.isFinite(least) || !Float.isFinite(greatest) || least > greatest) {
      throw new IllegalArgumentException("no range: %s to %s".formatted(least, greatest));
    }
    least = Math.min(0, least);
    greatest = Math.max(0, greatest);
  }

  /** What one step of an unsigned byte is worth; above 0. */
  float scale() {
    float scale = greatest / STEPS - least / STEPS;
    return scale < Float.MIN_NORMAL ? 1 : scale;
  }

  /** The byte that means zero, 0 to 255. */
  int zero() {
    return Math.max(0, Math.min(STEPS, Math.round(-least / scale())));
  }
}
