package dev.quire.model;

import java.util.List;

/**
 * What becomes of a page before the model sees it: resized straight to {@code resolution}, then
 * each channel {@code x * scale / std - mean / std}.
 *
 * @param resolution the model's own resolution
 * @param interpolation OpenCV's number, 0 nearest, 1 linear, 2 cubic, 3 area, 4 Lanczos
 * @param scale factor before the mean is taken off: 1/255, or 1 where {@code is_scale} is false
 * @param mean three values, in RGB order
 * @param std three values, in RGB order, none of them 0
 */
public record Preprocessing(
    Resolution resolution, int interpolation, double scale, List<Double> mean, List<Double> std) {

  /** Number of channels, red, green and blue. */
  public static final int CHANNELS = 3;

  public Preprocessing {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    if (interpolation < 0 || interpolation > 4) {
      throw new IllegalArgumentException("interp must be 0 to 4, not " + interpolation);
    }
    if (mean.size() != CHANNELS || std.size() != CHANNELS) {
      throw new IllegalArgumentException(
          "mean and std take three values, not %s and %s".formatted(mean, std));
    }
    if (std.contains(0.0)) {
      throw new IllegalArgumentException("std must not contain 0: " + std);
    }
  }
}
