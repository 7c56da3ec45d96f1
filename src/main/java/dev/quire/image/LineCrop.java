package dev.quire.image;

import java.util.Objects;

/**
 * A line of text and where it was cut out.
 *
 * @param image the line, level
 * @param geometry its place on the page
 */
public record LineCrop(LineImage image, CropGeometry geometry) {

  public LineCrop {
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(geometry, "geometry");
  }

  /** The line turned by 180°, at the same place. */
  public LineCrop turned() {
    return new LineCrop(image.turned(), geometry.turned());
  }
}
