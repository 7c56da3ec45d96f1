package dev.quire.task.layout;

import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random maps of a PicoDet graph and their rows by the shortest way that can be read beside
 * PaddleOCR's {@code PicoDetPostProcess}: everything is decoded and sorted, nothing left out early.
 */
final class PicoDetReference {

  private static final int[] STRIDES = {8, 16, 32, 64};

  private final int height;
  private final int width;
  private final int classes;
  private final int bins;
  private final double threshold;
  private final double overlap;
  private final int batch;

  /** By stride, page, cell and class. */
  private final float[][][][] scores = new float[STRIDES.length][][][];

  /** By stride, page, cell, and side times bin. */
  private final float[][][][] logits = new float[STRIDES.length][][][];

  private record Box(int classId, float score, double[] corners) {}

  PicoDetReference(
      int seed,
      int batch,
      int height,
      int width,
      int classes,
      int bins,
      double threshold,
      double overlap) {
    this.batch = batch;
    this.height = height;
    this.width = width;
    this.classes = classes;
    this.bins = bins;
    this.threshold = threshold;
    this.overlap = overlap;
    Random random = new Random(seed);
    // Small boxes for even seeds, so that many stay; large ones otherwise, so that many fall.
    double slope = seed % 2 == 0 ? -3 : 0.3;
    for (int level = 0; level < STRIDES.length; level++) {
      int cells = rows(level) * columns(level);
      scores[level] = new float[batch][cells][classes];
      logits[level] = new float[batch][cells][4 * bins];
      for (int page = 0; page < batch; page++) {
        for (int cell = 0; cell < cells; cell++) {
          for (int classId = 0; classId < classes; classId++) {
            scores[level][page][cell][classId] = random.nextFloat();
          }
          for (int i = 0; i < 4 * bins; i++) {
            logits[level][page][cell][i] = (float) (random.nextGaussian() + slope * (i % bins));
          }
        }
      }
    }
  }

  Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (int level = 0; level < STRIDES.length; level++) {
      tensors.put("s" + level, tensor(scores[level], classes));
      tensors.put("d" + level, tensor(logits[level], 4 * bins));
    }
    return tensors;
  }

  private Tensor tensor(float[][][] map, int depth) {
    int cells = map[0].length;
    float[] flat = new float[batch * cells * depth];
    int at = 0;
    for (float[][] page : map) {
      for (float[] cell : page) {
        System.arraycopy(cell, 0, flat, at, depth);
        at += depth;
      }
    }
    return LayoutFixture.floats(Shape.of(batch, cells, depth), flat);
  }

  /** Class, score, x1, y1, x2, y2 in pixels of a page of this size. */
  List<float[]> rows(int page, int pageWidth, int pageHeight) {
    List<float[]> cells = new ArrayList<>();
    List<double[]> boxes = new ArrayList<>();
    for (int level = 0; level < STRIDES.length; level++) {
      List<Integer> order = new ArrayList<>();
      for (int cell = 0; cell < scores[level][page].length; cell++) {
        order.add(cell);
      }
      float[][] map = scores[level][page];
      order.sort((one, other) -> Float.compare(max(map[other]), max(map[one])));
      for (int cell : order.subList(0, Math.min(1000, order.size()))) {
        cells.add(map[cell]);
        boxes.add(decode(level, cell, logits[level][page][cell]));
      }
    }
    List<float[]> rows = new ArrayList<>();
    for (int classId = 0; classId < classes; classId++) {
      List<Box> ofClass = new ArrayList<>();
      for (int i = 0; i < cells.size(); i++) {
        if (cells.get(i)[classId] > (float) threshold) {
          ofClass.add(new Box(classId, cells.get(i)[classId], boxes.get(i)));
        }
      }
      for (Box box : suppressed(ofClass)) {
        rows.add(
            new float[] {
              classId,
              box.score,
              (float) (box.corners[0] / ((double) width / pageWidth)),
              (float) (box.corners[1] / ((double) height / pageHeight)),
              (float) (box.corners[2] / ((double) width / pageWidth)),
              (float) (box.corners[3] / ((double) height / pageHeight))
            });
      }
    }
    return rows;
  }

  private int rows(int level) {
    return (int) Math.ceil((double) height / STRIDES[level]);
  }

  private int columns(int level) {
    return (int) Math.ceil((double) width / STRIDES[level]);
  }

  private static float max(float[] values) {
    float max = values[0];
    for (float value : values) {
      max = Math.max(max, value);
    }
    return max;
  }

  private double[] decode(int level, int cell, float[] map) {
    double[] corners = new double[4];
    for (int side = 0; side < 4; side++) {
      double sum = 0;
      for (int bin = 0; bin < bins; bin++) {
        sum += Math.exp(map[side * bins + bin]);
      }
      double distance = 0;
      for (int bin = 0; bin < bins; bin++) {
        distance += bin * (Math.exp(map[side * bins + bin]) / sum);
      }
      int column = cell % columns(level);
      int row = cell / columns(level);
      double centre = ((side % 2 == 0 ? column : row) + 0.5) * STRIDES[level];
      corners[side] = centre + (side < 2 ? -1 : 1) * distance * STRIDES[level];
    }
    return corners;
  }

  private List<Box> suppressed(List<Box> boxes) {
    List<Box> left = new ArrayList<>(boxes);
    left.sort((one, other) -> Float.compare(other.score, one.score));
    left = new ArrayList<>(left.subList(0, Math.min(200, left.size())));
    List<Box> picked = new ArrayList<>();
    while (!left.isEmpty() && picked.size() < 100) {
      Box best = left.remove(0);
      picked.add(best);
      left.removeIf(other -> iou(best.corners, other.corners) > overlap);
    }
    return picked;
  }

  private static double iou(double[] one, double[] other) {
    double w = Math.min(one[2], other[2]) - Math.max(one[0], other[0]);
    double h = Math.min(one[3], other[3]) - Math.max(one[1], other[1]);
    double shared = w > 0 && h > 0 ? w * h : 0;
    double both =
        (one[2] - one[0]) * (one[3] - one[1]) + (other[2] - other[0]) * (other[3] - other[1]);
    return shared / (both - shared + 1e-5);
  }
}
