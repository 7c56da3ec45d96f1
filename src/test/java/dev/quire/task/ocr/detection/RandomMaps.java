package dev.quire.task.ocr.detection;

import dev.quire.image.Point;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The maps and rectangles that {@code reference.py} makes, from the same numbers, bit for bit. */
final class RandomMaps {

  /** A map, and a page that it could be of. */
  record PageMap(ProbabilityMap map, PageSize page) {}

  /** A rectangle and how far to widen it. */
  record Rectangle(List<Point> corners, double distance) {}

  private static final int LEVELS = 256;
  private static final int FIRST_RECTANGLE = 1_000_000;

  private RandomMaps() {}

  static PageMap map(int number) {
    Numbers numbers = new Numbers(number);
    int height = 32 * numbers.between(1, 6);
    int width = 32 * numbers.between(1, 7);
    int bars = numbers.between(1, 14);
    boolean level = numbers.next(3) == 0;
    int[] values = new int[height * width];
    for (int bar = 0; bar < bars; bar++) {
      addBar(values, height, width, level, numbers);
    }
    int noise = numbers.next(60);
    int seed = numbers.next(1000);
    float[] probabilities = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      int x = i % width;
      int y = i / width;
      int random = (x * 7919 + y * 104_729 + x * y * 31 + seed) % 1009;
      int value = values[i] + random * noise / 1009 - noise / 2;
      probabilities[i] = Math.max(0, Math.min(LEVELS, value)) / (float) LEVELS;
    }
    int pageHeight = height * numbers.between(20, 300) / 100 + 32;
    int pageWidth = width * numbers.between(20, 300) / 100 + 32;
    return new PageMap(
        new ProbabilityMap(height, width, probabilities), new PageSize(pageHeight, pageWidth));
  }

  private static void addBar(int[] values, int height, int width, boolean level, Numbers numbers) {
    int a = numbers.between(-20, 20);
    int b = level ? 0 : numbers.between(-20, 20);
    if (a == 0 && b == 0) {
      a = 1;
    }
    int length = (int) Math.sqrt(a * a + b * b);
    int left = numbers.next(width);
    int top = numbers.next(height);
    int halfU = length * numbers.between(2, 40);
    int halfV = length * numbers.between(1, 7);
    int peak = numbers.between(160, 256);
    int slope = numbers.between(30, 180);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int u = Math.abs(a * (x - left) + b * (y - top));
        int v = Math.abs(a * (y - top) - b * (x - left));
        int inside = Math.min(halfU - u, halfV - v);
        int value = 77 + Math.floorDiv(inside * slope, length);
        int at = y * width + x;
        values[at] = Math.max(values[at], Math.max(0, Math.min(peak, value)));
      }
    }
  }

  static Rectangle rectangle(int number) {
    Numbers numbers = new Numbers(FIRST_RECTANGLE + number);
    int a = numbers.between(-200, 200);
    int b = numbers.next(4) == 0 ? 0 : numbers.between(-200, 200);
    if (a == 0 && b == 0) {
      a = 1;
    }
    double length = Math.sqrt(a * a + b * b);
    double x = numbers.between(-64, 40_000) / 16.0;
    double y = numbers.between(-64, 40_000) / 16.0;
    double u = numbers.between(24, 24 + numbers.next(8000)) / 16.0;
    double v = numbers.between(24, 24 + numbers.next(800)) / 16.0;
    double distance = numbers.between(8, 64 + numbers.next(3200)) / 64.0;
    List<Point> corners = new ArrayList<>();
    for (int[] sign : new int[][] {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}}) {
      corners.add(
          new Point(
              (float) (x + (a * sign[0] * u - b * sign[1] * v) / length),
              (float) (y + (b * sign[0] * u + a * sign[1] * v) / length)));
    }
    if (numbers.next(2) == 1) {
      Collections.reverse(corners);
    }
    return new Rectangle(corners, distance);
  }

  /** Knuth's linear congruential generator on 64 bits. */
  private static final class Numbers {

    private long state;

    Numbers(long seed) {
      this.state = seed;
      for (int i = 0; i < 4; i++) {
        next(1);
      }
    }

    int next(int below) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      return (int) ((state >>> 33) % below);
    }

    int between(int least, int most) {
      return least + next(most - least + 1);
    }
  }
}
