package dev.quire.task.layout;

import dev.quire.model.Resolution;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/**
 * A page for the graphs of {@link SiblingGraph}, and what a model should see of it, computed the
 * plain way: cubic convolution with A = -0.75 and repeated edges in double, rounded to whole grey
 * levels; then each channel {@code (x / 255 - mean) / std}.
 */
final class SiblingPage {

  private static final double A = -0.75;
  private static final int TAPS = 4;

  final int width;
  final int height;
  private final int[] colors;

  /** Blotches of some pixels in colours of their own, each channel in another range. */
  SiblingPage(int width, int height, int seed) {
    this.width = width;
    this.height = height;
    this.colors = new int[width * height];
    Random random = new Random(seed);
    int across = width / 3 + 1;
    int[][] blotches = new int[across * (height / 3 + 1)][];
    for (int i = 0; i < blotches.length; i++) {
      blotches[i] =
          new int[] {100 + random.nextInt(156), 40 + random.nextInt(120), random.nextInt(90)};
    }
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int[] blotch = blotches[y / 3 * across + x / 3];
        // darker to the right of the lower part, so that the quarters differ
        int shade = x > width / 2 && y > height / 3 ? 2 : 1;
        colors[y * width + x] =
            blotch[0] / shade << 16 | blotch[1] / shade << 8 | blotch[2] / shade;
      }
    }
  }

  byte[] png() {
    return LayoutFixture.png(width, height, (x, y) -> colors[y * width + x]);
  }

  /**
   * Planes of the resized page, [3][height][width].
   *
   * @param mean of red, green and blue
   * @param std of red, green and blue
   */
  double[][][] planes(Resolution resolution, double[] mean, double[] std) {
    return planes(resolution, SiblingPage::cubic, mean, std);
  }

  /**
   * The same by another interpolation.
   *
   * @param kernel weight of a pixel by its distance
   */
  double[][][] planes(
      Resolution resolution, DoubleUnaryOperator kernel, double[] mean, double[] std) {
    double[][][] planes = new double[3][][];
    for (int channel = 0; channel < 3; channel++) {
      double[][] plane = resized(channel, resolution, kernel);
      for (double[] line : plane) {
        for (int x = 0; x < line.length; x++) {
          line[x] = (line[x] / 255 - mean[channel]) / std[channel];
        }
      }
      planes[channel] = plane;
    }
    return planes;
  }

  private double[][] resized(int channel, Resolution resolution, DoubleUnaryOperator kernel) {
    double[][] across = weights(width, resolution.width(), kernel);
    double[][] down = weights(height, resolution.height(), kernel);
    double[][] wide = new double[height][resolution.width()];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < resolution.width(); x++) {
        for (int tap = 0; tap < TAPS; tap++) {
          int column = pixel(x, tap, width, resolution.width());
          int value = colors[y * width + column] >> 16 - 8 * channel & 0xff;
          wide[y][x] += across[x][tap] * value;
        }
      }
    }
    double[][] plane = new double[resolution.height()][resolution.width()];
    for (int y = 0; y < resolution.height(); y++) {
      for (int tap = 0; tap < TAPS; tap++) {
        double[] line = wide[pixel(y, tap, height, resolution.height())];
        for (int x = 0; x < resolution.width(); x++) {
          plane[y][x] += down[y][tap] * line[x];
        }
      }
      for (int x = 0; x < resolution.width(); x++) {
        plane[y][x] = Math.max(0, Math.min(255, Math.rint(plane[y][x])));
      }
    }
    return plane;
  }

  /** Where the middle of a resized pixel lies among the pixels of the page. */
  private static double centre(int resized, int size, int resizedSize) {
    return (resized + 0.5) * size / resizedSize - 0.5;
  }

  /** The pixel that a tap looks at: two before the centre, two behind, edges repeated. */
  private static int pixel(int resized, int tap, int size, int resizedSize) {
    int pixel = (int) Math.floor(centre(resized, size, resizedSize)) - 1 + tap;
    return Math.max(0, Math.min(size - 1, pixel));
  }

  private static double[][] weights(int size, int resizedSize, DoubleUnaryOperator kernel) {
    double[][] weights = new double[resizedSize][TAPS];
    for (int resized = 0; resized < resizedSize; resized++) {
      double centre = centre(resized, size, resizedSize);
      for (int tap = 0; tap < TAPS; tap++) {
        double distance = Math.abs(centre - (Math.floor(centre) - 1 + tap));
        weights[resized][tap] = kernel.applyAsDouble(distance);
      }
    }
    return weights;
  }

  private static double cubic(double x) {
    if (x <= 1) {
      return (A + 2) * x * x * x - (A + 3) * x * x + 1;
    }
    return x < 2 ? A * (x * x * x - 5 * x * x + 8 * x - 4) : 0;
  }

  /** The features that a {@link SiblingGraph} weighs. */
  static double[] features(double[][][] planes) {
    double[] features = new double[SiblingGraph.FEATURES];
    int height = planes[0].length;
    int width = planes[0][0].length;
    for (int channel = 0; channel < 3; channel++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int quarter = 2 * (2 * y / height) + 2 * x / width;
          features[4 * channel + quarter] += planes[channel][y][x] * 4 / height / width;
          if (x > 0) {
            double step = Math.abs(planes[channel][y][x] - planes[channel][y][x - 1]);
            features[12 + channel] += step / height / (width - 1);
          }
        }
      }
    }
    return features;
  }
}
