package dev.quire.task.ocr.detection;

/**
 * How likely each pixel of a resized page belongs to text. Floats as the model gave them, not
 * bytes: a line is kept or dropped by the mean of these values, and steps of 1/255 would move it
 * across the threshold.
 *
 * @param height rows, at least 1
 * @param width columns, at least 1
 * @param values row-major, 0 to 1; handed over, not copied: nobody may change it
 */
public record ProbabilityMap(int height, int width, float[] values) {

  public ProbabilityMap {
    if (height < 1 || width < 1 || values.length != (long) height * width) {
      throw new IllegalArgumentException(
          "A map of %dx%d does not take %d values".formatted(height, width, values.length));
    }
  }

  /** Memory that the values take. */
  public long sizeInBytes() {
    return (long) values.length * Float.BYTES;
  }
}
