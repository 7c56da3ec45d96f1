package dev.quire.task.ocr.orientation;

/**
 * Which way up a line stands, as the model sees it.
 *
 * @param upright how likely it stands upright, 0 to 1
 * @param turned how likely it stands upside down, 0 to 1
 */
public record LineOrientationScores(float upright, float turned) {

  /** Above which PaddleOCR and RapidOCR turn a line. */
  public static final double USUAL_THRESHOLD = 0.9;

  /**
   * Whether the line is to be turned by 180°: "upside down" is the likelier, and likelier than a
   * threshold.
   *
   * @param threshold 0 to 1, usually {@value #USUAL_THRESHOLD}; a score has to exceed it
   */
  public boolean isTurned(double threshold) {
    return isTurned() && turned > threshold;
  }

  /** Whether "upside down" is the likelier, however little; what PaddleX asks. */
  public boolean isTurned() {
    return turned > upright;
  }
}
