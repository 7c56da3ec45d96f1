package dev.quire.model;

import java.util.List;
import java.util.Objects;

/**
 * What becomes of a page before the model sees it: resized straight to {@code resolution}, then
 * each channel {@code x * scale / std - mean / std}.
 *
 * @param resolution the model's own resolution
 * @param interpolation OpenCV's number, 0 nearest, 1 linear, 2 cubic, 3 area, 4 Lanczos
 * @param colors the order in which the model takes the channels
 * @param scale factor before the mean is taken off: 1/255, or 1 where {@code is_scale} is false
 * @param mean three values, in the order of {@code colors}
 * @param std three values, in the order of {@code colors}, none of them 0
 */
public record Preprocessing(
    Resolution resolution,
    int interpolation,
    ColorOrder colors,
    double scale,
    List<Double> mean,
    List<Double> std) {

  /** Number of channels: red, green and blue. */
  public static final int CHANNELS = 3;

  public Preprocessing {
    Objects.requireNonNull(colors, "colors");
    mean = requireThree("mean", mean);
    std = requireThree("std", std);
    if (interpolation < 0 || interpolation > 4) {
      throw new IllegalArgumentException("interp must be 0 to 4, not " + interpolation);
    }
    if (std.contains(0.0)) {
      throw new IllegalArgumentException("std must not contain 0: " + std);
    }
  }

  /** For a model that takes red before green and blue, as most do. */
  public Preprocessing(
      Resolution resolution, int interpolation, double scale, List<Double> mean, List<Double> std) {
    this(resolution, interpolation, ColorOrder.RGB, scale, mean, std);
  }

  private static List<Double> requireThree(String name, List<Double> values) {
    if (values.size() != CHANNELS || values.stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException("%s takes three values, not %s".formatted(name, values));
    }
    return List.copyOf(values);
  }
}
