package dev.quire.task.ocr.detection;

import java.util.Objects;

/**
 * What a request may choose about the lines found on its pages. It never touches the batch a page
 * runs in.
 *
 * @param threshold probability a pixel must exceed to count as text, 0 to 1
 * @param boxThreshold least mean probability inside a line, 0 to 1
 * @param unclipRatio how far a line's box is widened, as the share of area by perimeter; above 0,
 *     at most {@value #MOST_UNCLIP}
 * @param dilated whether text pixels spread by one to the right and down before they are joined
 * @param candidates most patches of a page that are looked at, 1 to {@value #MOST_CANDIDATES}
 * @param rules how corners become pixels of the page
 * @param order in which order lines come
 */
public record DetectionParameters(
    double threshold,
    double boxThreshold,
    double unclipRatio,
    boolean dilated,
    int candidates,
    BoxRules rules,
    LineOrder order) {

  /** The largest unclip ratio. */
  public static final double MOST_UNCLIP = 10;

  /** The largest number of candidates. */
  public static final int MOST_CANDIDATES = 10_000;

  private static final int CANDIDATES = 1000;

  public DetectionParameters {
    Objects.requireNonNull(rules, "rules");
    Objects.requireNonNull(order, "order");
    requireShare("threshold", threshold);
    requireShare("box threshold", boxThreshold);
    if (!(unclipRatio > 0 && unclipRatio <= MOST_UNCLIP)) {
      throw new IllegalArgumentException(
          "The unclip ratio must be above 0 and at most %s, not %s"
              .formatted(MOST_UNCLIP, unclipRatio));
    }
    if (candidates < 1 || candidates > MOST_CANDIDATES) {
      throw new IllegalArgumentException(
          "The number of candidates must be 1 to %d, not %d"
              .formatted(MOST_CANDIDATES, candidates));
    }
  }

  /** What PaddleX's pipeline OCR takes. */
  public static DetectionParameters paddlex() {
    return new DetectionParameters(
        0.3, 0.6, 1.5, false, CANDIDATES, BoxRules.PADDLEX, LineOrder.SWAPS);
  }

  /** What PaddleOCR 2.10 takes. */
  public static DetectionParameters paddleocr() {
    return new DetectionParameters(
        0.3, 0.6, 1.5, false, CANDIDATES, BoxRules.PADDLEOCR, LineOrder.SWAPS);
  }

  /** What RapidOCR 3.10 takes. */
  public static DetectionParameters rapidocr() {
    return new DetectionParameters(
        0.3, 0.5, 1.6, true, CANDIDATES, BoxRules.RAPIDOCR, LineOrder.ROWS);
  }

  /** The same with another threshold for pixels. */
  public DetectionParameters withThreshold(double other) {
    return new DetectionParameters(
        other, boxThreshold, unclipRatio, dilated, candidates, rules, order);
  }

  /** The same with another threshold for lines. */
  public DetectionParameters withBoxThreshold(double other) {
    return new DetectionParameters(
        threshold, other, unclipRatio, dilated, candidates, rules, order);
  }

  /** The same with another unclip ratio. */
  public DetectionParameters withUnclipRatio(double other) {
    return new DetectionParameters(
        threshold, boxThreshold, other, dilated, candidates, rules, order);
  }

  /** The same, dilated or not. */
  public DetectionParameters withDilated(boolean other) {
    return new DetectionParameters(
        threshold, boxThreshold, unclipRatio, other, candidates, rules, order);
  }

  private static void requireShare(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("%s must be 0 to 1, not %s".formatted(name, value));
    }
  }
}
