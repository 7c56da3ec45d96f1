package dev.quire.task.layout;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Pages with boxes that lie on, in and beside each other, masks of several shapes, and parameters
 * of every kind, to compare two implementations on.
 *
 * @param masks row, y, x; null if the model has none
 * @param threshold a {@link Double}, or a map from class to number
 * @param merge a word, a map from class to word, or null
 * @param unclip an array of two, a map from class to such, or null
 */
record RandomPages(
    List<String> labels,
    int width,
    int height,
    int columns,
    float[] values,
    boolean[][][] masks,
    Object threshold,
    boolean nms,
    boolean round,
    boolean largeImages,
    Object merge,
    String shape,
    Object unclip,
    boolean filter,
    Set<String> skip) {

  private static final List<String> ORDERED =
      List.of(
          "text",
          "image",
          "table",
          "chart",
          "seal",
          "inline_formula",
          "reference",
          "header",
          "doc_title");

  private static final List<String> PLAIN =
      List.of("text", "image", "formula", "table", "doc_title");

  private static final List<String> MODES = List.of("large", "small", "union");

  static RandomPages of(Random random) {
    int columns = List.of(6, 7, 7, 7, 8).get(random.nextInt(5));
    List<String> labels = columns == 6 ? PLAIN : ORDERED;
    int width = 40 + random.nextInt(260);
    int height = 40 + random.nextInt(260);
    int rows = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(25);
    float[] values = values(random, columns, labels.size(), rows, width, height);
    boolean[][][] masks =
        columns == 7 && random.nextInt(4) > 0
            ? masks(random, columns, values, width, height)
            : null;
    return new RandomPages(
        labels,
        width,
        height,
        columns,
        values,
        masks,
        threshold(random, labels.size()),
        random.nextBoolean(),
        random.nextInt(4) > 0,
        random.nextInt(4) > 0,
        merge(random, labels.size()),
        List.of("rect", "quad", "poly", "auto").get(random.nextInt(4)),
        unclip(random, labels.size()),
        random.nextInt(4) > 0,
        random.nextBoolean() ? LayoutParameters.SKIP_ORDER_LABELS : Set.of("text", "seal"));
  }

  private static float[] values(
      Random random, int columns, int classes, int rows, int width, int height) {
    float[] values = new float[columns * rows];
    for (int row = 0; row < rows; row++) {
      int at = row * columns;
      float[] box = new float[4];
      if (row > 0 && random.nextInt(3) > 0) {
        int other = random.nextInt(row) * columns;
        boolean nested = random.nextBoolean();
        for (int c = 0; c < 4; c++) {
          float inwards = c < 2 ? random.nextFloat() * 30 : -random.nextFloat() * 30;
          float moved = (random.nextFloat() - 0.5f) * 8;
          box[c] = values[other + 2 + c] + (nested ? inwards : moved);
        }
      } else {
        box[0] = random.nextFloat() * width * 1.1f - width * 0.1f;
        box[1] = random.nextFloat() * height * 1.1f - height * 0.1f;
        box[2] = box[0] + random.nextFloat() * width * 0.8f - 2;
        box[3] = box[1] + random.nextFloat() * height * 0.8f - 2;
        if (random.nextInt(12) == 0) {
          box = new float[] {1, 0, width, height - 0.25f};
        }
      }
      values[at] = random.nextInt(15) == 0 ? -1 : random.nextInt(classes);
      values[at + 1] = random.nextFloat();
      for (int c = 0; c < 4; c++) {
        // Halves are as likely as quarters: they have two whole pixels to go to.
        values[at + 2 + c] = Math.round(box[c] * 4) / 4f;
      }
      for (int c = 6; c < columns; c++) {
        values[at + c] = random.nextInt(c == 6 && columns == 7 ? 300 : 6);
      }
    }
    return values;
  }

  private static boolean[][][] masks(
      Random random, int columns, float[] values, int width, int height) {
    int side = 20 + random.nextInt(60);
    boolean[][][] masks = new boolean[values.length / columns][side][side];
    for (int row = 0; row < masks.length; row++) {
      int at = row * columns + 2;
      double left = values[at] * side / width;
      double top = values[at + 1] * side / height;
      double right = values[at + 2] * side / width;
      double bottom = values[at + 3] * side / height;
      int kind = random.nextInt(11);
      double slope = random.nextDouble() * 2 - 1;
      double rim = 0.6 + random.nextDouble() * 0.6;
      boolean[] noise = new boolean[side * side];
      for (int i = 0; i < noise.length; i++) {
        noise[i] = random.nextInt(3) > 0;
      }
      for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          // From −1 to 1 within the box.
          double u = 2 * (x + 0.5 - left) / (right - left) - 1;
          double v = 2 * (y + 0.5 - top) / (bottom - top) - 1;
          masks[row][y][x] =
              switch (kind) {
                case 0 -> false;
                case 1 -> Math.abs(u) < 0.9 && Math.abs(v) < 0.9;
                case 2 -> u * u + v * v < rim;
                case 3 -> v > u * slope;
                case 4 -> Math.abs(v - u * slope) < 0.4;
                case 5 -> u < 0.1 || v > -0.1; // an L
                case 6 -> Math.abs(u) > 0.4 || v > 0.5; // a U
                case 7 -> noise[y * side + x];
                default -> true;
              };
        }
      }
    }
    return masks;
  }

  private static Object threshold(Random random, int classes) {
    if (random.nextBoolean()) {
      return random.nextDouble() * 0.7;
    }
    Map<Integer, Double> thresholds = new HashMap<>();
    for (int classId = 0; classId < classes; classId++) {
      if (random.nextBoolean()) {
        thresholds.put(classId, random.nextDouble() * 0.7);
      }
    }
    thresholds.put(random.nextInt(classes), 0.3);
    return thresholds;
  }

  private static Object merge(Random random, int classes) {
    return switch (random.nextInt(3)) {
      case 0 -> null;
      case 1 -> MODES.get(random.nextInt(3));
      default -> {
        Map<Integer, String> modes = new HashMap<>();
        for (int classId = 0; classId < classes; classId++) {
          if (random.nextBoolean()) {
            modes.put(classId, MODES.get(random.nextInt(3)));
          }
        }
        yield modes.isEmpty() ? null : modes;
      }
    };
  }

  private static Object unclip(Random random, int classes) {
    return switch (random.nextInt(4)) {
      case 0 -> null;
      case 1 -> new double[] {1, 1};
      case 2 -> ratio(random);
      default -> {
        Map<Integer, double[]> ratios = new HashMap<>();
        for (int classId = 0; classId < classes; classId++) {
          if (random.nextBoolean()) {
            ratios.put(classId, ratio(random));
          }
        }
        yield ratios.isEmpty() ? null : ratios;
      }
    };
  }

  private static double[] ratio(Random random) {
    return new double[] {0.5 + random.nextInt(15) / 10.0, 0.5 + random.nextInt(15) / 10.0};
  }
}
