package dev.quire.task.ocr;

import dev.quire.task.ocr.recognition.PaddedWidth;

/**
 * What a request may choose about the reading of lines. It never touches the batch a line runs in.
 *
 * @param oriented whether lines that stand upside down are found out and turned
 * @param turnedAbove the score that "upside down" must exceed, 0 to 1; 0.5 takes the likelier of
 *     the two
 * @param provesTurns whether a line that the model holds to be upside down is read both ways, and
 *     the surer reading counts; orientation models take one long line in six for turned
 * @param tightened whether a line is cut along the smallest rectangle around its corners
 * @param padding how wide lines are for the recogniser
 * @param leastScore lines that are read less surely are dropped, 0 to 1
 * @param mendsSpaces whether spaces are put back where the ink has gaps
 * @param words whether the places of words are told
 */
public record LineOptions(
    boolean oriented,
    double turnedAbove,
    boolean provesTurns,
    boolean tightened,
    PaddedWidth padding,
    double leastScore,
    boolean mendsSpaces,
    boolean words) {

  public LineOptions {
    if (!(turnedAbove >= 0 && turnedAbove <= 1) || !(leastScore >= 0 && leastScore <= 1)) {
      throw new IllegalArgumentException(
          "Scores are 0 to 1, not %s and %s".formatted(turnedAbove, leastScore));
    }
  }

  /** The same, with or without finding lines that stand upside down. */
  public LineOptions withOriented(boolean other) {
    return new LineOptions(
        other, turnedAbove, provesTurns, tightened, padding, leastScore, mendsSpaces, words);
  }

  /** The same with another least score. */
  public LineOptions withLeastScore(double other) {
    return new LineOptions(
        oriented, turnedAbove, provesTurns, tightened, padding, other, mendsSpaces, words);
  }

  /** The same, with or without putting spaces back. */
  public LineOptions withMendsSpaces(boolean other) {
    return new LineOptions(
        oriented, turnedAbove, provesTurns, tightened, padding, leastScore, other, words);
  }

  /** The same, with or without the places of words. */
  public LineOptions withWords(boolean other) {
    return new LineOptions(
        oriented, turnedAbove, provesTurns, tightened, padding, leastScore, mendsSpaces, other);
  }
}
