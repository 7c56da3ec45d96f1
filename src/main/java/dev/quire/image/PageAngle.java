package dev.quire.image;

import java.util.Arrays;

/** How a page stands: by how many degrees it is turned clockwise. */
public enum PageAngle {
  UPRIGHT(0),
  QUARTER(90),
  HALF(180),
  THREE_QUARTERS(270);

  private final int degrees;

  PageAngle(int degrees) {
    this.degrees = degrees;
  }

  /** 0, 90, 180 or 270. */
  public int degrees() {
    return degrees;
  }

  /** Whether width and height swap when the page is turned upright. */
  public boolean swapsSides() {
    return this == QUARTER || this == THREE_QUARTERS;
  }

  /**
   * The angle of so many degrees.
   *
   * @throws IllegalArgumentException if they are not 0, 90, 180 or 270
   */
  public static PageAngle ofDegrees(int degrees) {
    return Arrays.stream(values())
        .filter(angle -> angle.degrees == degrees)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Pages stand at 0, 90, 180 or 270 degrees, not " + degrees));
  }
}
