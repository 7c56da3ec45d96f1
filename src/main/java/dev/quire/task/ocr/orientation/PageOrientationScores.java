package dev.quire.task.ocr.orientation;

import dev.quire.image.PageAngle;
import java.util.List;

/**
 * How a page stands, as the model sees it.
 *
 * @param scores how likely at each of {@link PageAngle}, in that order, 0 to 1
 */
public record PageOrientationScores(List<Float> scores) {

  public PageOrientationScores {
    scores = List.copyOf(scores);
    if (scores.size() != PageAngle.values().length) {
      throw new IllegalArgumentException("A page has four scores, not " + scores);
    }
  }

  /** How likely it stands so. */
  public float score(PageAngle angle) {
    return scores.get(angle.ordinal());
  }

  /** The likeliest angle, however little; what PaddleX asks. Of equal ones the smallest. */
  public PageAngle angle() {
    PageAngle best = PageAngle.UPRIGHT;
    for (PageAngle angle : PageAngle.values()) {
      if (score(angle) > score(best)) {
        best = angle;
      }
    }
    return best;
  }
}
