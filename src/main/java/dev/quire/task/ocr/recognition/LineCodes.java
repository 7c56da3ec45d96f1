package dev.quire.task.ocr.recognition;

/**
 * What the model makes of a line: for each column its likeliest class.
 *
 * @param classes one for each column; 0 is the blank
 * @param probabilities how likely each of them is, 0 to 1
 * @param filledShare which share of the columns the line takes, the rest is padding; above 0, at
 *     most 1
 */
public record LineCodes(int[] classes, float[] probabilities, double filledShare) {

  public LineCodes {
    if (classes.length != probabilities.length || classes.length == 0) {
      throw new IllegalArgumentException(
          "%d classes do not have %d probabilities"
              .formatted(classes.length, probabilities.length));
    }
    if (!(filledShare > 0 && filledShare <= 1)) {
      throw new IllegalArgumentException("No line takes %s of its columns".formatted(filledShare));
    }
  }
}
