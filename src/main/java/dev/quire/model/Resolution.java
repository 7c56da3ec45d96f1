package dev.quire.model;

/**
 * The size of a model's input image in pixels, height first as in the models' descriptors.
 *
 * @param height rows, at least 1
 * @param width columns, at least 1
 */
public record Resolution(int height, int width) {

  /** Largest side accepted; far above any layout model, it catches a slip of the pen. */
  public static final int MAX_SIDE = 8192;

  public Resolution {
    if (height < 1 || width < 1 || height > MAX_SIDE || width > MAX_SIDE) {
      throw new IllegalArgumentException(
          "A resolution's sides must be between 1 and %d, not %dx%d"
              .formatted(MAX_SIDE, height, width));
    }
  }

  /** A square one. */
  public static Resolution square(int side) {
    return new Resolution(side, side);
  }

  /** Number of pixels. */
  public long pixels() {
    return (long) height * width;
  }

  /** Height x width, such as {@code 800x608}. */
  @Override
  public String toString() {
    return height + "x" + width;
  }
}
