package dev.quire.image;

/**
 * How a page is resampled. The codes are OpenCV's {@code cv::InterpolationFlags}, which PaddleX
 * writes into its descriptors as {@code interp}.
 */
public enum Interpolation {
  NEAREST(0),
  LINEAR(1),
  CUBIC(2),
  AREA(3),
  LANCZOS4(4);

  private final int code;

  Interpolation(int code) {
    this.code = code;
  }

  /** OpenCV's number, 0 to 4. */
  public int code() {
    return code;
  }

  /**
   * The interpolation with OpenCV's number.
   *
   * @throws IllegalArgumentException if the code is not 0 to 4
   */
  public static Interpolation ofCode(int code) {
    for (Interpolation interpolation : values()) {
      if (interpolation.code == code) {
        return interpolation;
      }
    }
    throw new IllegalArgumentException("Interpolation must be 0 to 4, not " + code);
  }
}
