package dev.quire.task.layout;

import static org.bytedeco.opencv.global.opencv_core.CV_32FC2;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgproc.CHAIN_APPROX_SIMPLE;
import static org.bytedeco.opencv.global.opencv_imgproc.RETR_EXTERNAL;
import static org.bytedeco.opencv.global.opencv_imgproc.approxPolyDP;
import static org.bytedeco.opencv.global.opencv_imgproc.arcLength;
import static org.bytedeco.opencv.global.opencv_imgproc.boxPoints;
import static org.bytedeco.opencv.global.opencv_imgproc.contourArea;
import static org.bytedeco.opencv.global.opencv_imgproc.findContours;
import static org.bytedeco.opencv.global.opencv_imgproc.minAreaRect;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.RotatedRect;

/**
 * PaddleX's post-processing once more, line by line on arrays, slow and without anything of the
 * code under test. Boxes are {class, score, x1, y1, x2, y2, rank, votes, row}.
 */
final class PaddleLayoutReference {

  List<String> labels;
  int width;
  int height;

  /** Row, y, x; null without masks. */
  boolean[][][] masks;

  /** A {@link Double} or a map from class to number. */
  Object threshold;

  boolean nms;
  double same = 0.6;
  double different = 0.98;
  boolean round;
  boolean largeImages;

  /** A word, a map from class to word, or null. */
  Object merge;

  String shape = "rect";

  /** An array of two, a map from class to such, or null. */
  Object unclip;

  boolean filter;
  Set<String> skip;

  record Result(int classId, float score, double[] box, Integer order, double[][] polygon) {}

  List<Result> run(int columns, float[] values) {
    List<double[]> boxes = new ArrayList<>();
    for (int i = 0; i < values.length / columns; i++) {
      double[] box = new double[9];
      for (int c = 0; c < columns; c++) {
        box[c] = values[i * columns + c];
      }
      box[8] = i;
      boxes.add(box);
    }
    boolean analysis = columns > 6; // LayoutAnalysisProcess, else DetPostProcess
    if (analysis && round) {
      for (double[] box : boxes) {
        for (int c = 2; c < 6; c++) {
          double down = Math.floor(box[c]);
          double part = box[c] - down;
          boolean up = part > 0.5 || part == 0.5 && down % 2 != 0;
          box[c] = up ? down + 1 : down;
        }
      }
    }
    boxes = likely(boxes);
    if (nms) {
      boxes = suppress(boxes);
    }
    if (largeImages && boxes.size() > 1) {
      boxes = smallImages(boxes);
    }
    if (merge != null) {
      boxes = merged(boxes);
    }
    if (analysis) {
      // insertion sort, which keeps what is equal as it was
      for (int i = 1; i < boxes.size(); i++) {
        for (int j = i; j > 0 && comesBefore(boxes.get(j), boxes.get(j - 1)); j--) {
          boxes.add(j - 1, boxes.remove(j));
        }
      }
    }
    boolean outlined = analysis && masks != null && !shape.equals("rect");
    double[][][] polygons = outlined ? polygons(boxes) : new double[boxes.size()][0][];
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < boxes.size(); i++) {
      double[] box = unclipped(boxes.get(i));
      double x1 = Math.max(0, box[2]);
      double y1 = Math.max(0, box[3]);
      double x2 = Math.min(width, box[4]);
      double y2 = Math.min(height, box[5]);
      if (analysis && round) {
        x1 = (int) x1;
        y1 = (int) y1;
        x2 = (int) x2;
        y2 = (int) y2;
      }
      if (x2 <= x1 || y2 <= y1 || polygons[i] == null) {
        continue;
      }
      results.add(
          new Result(
              (int) box[0], (float) box[1], new double[] {x1, y1, x2, y2}, null, polygons[i]));
    }
    if (!analysis) {
      return results;
    }
    if (filter) {
      results = filtered(results);
    }
    int number = 1;
    for (int i = 0; i < results.size(); i++) {
      Result result = results.get(i);
      if (!skip.contains(labels.get(result.classId))) {
        results.set(
            i, new Result(result.classId, result.score, result.box, number++, result.polygon));
      }
    }
    return results;
  }

  private static boolean comesBefore(double[] one, double[] two) {
    return one[6] < two[6] || one[6] == two[6] && one[7] > two[7];
  }

  private List<double[]> likely(List<double[]> boxes) {
    List<double[]> kept = new ArrayList<>();
    if (threshold instanceof Double number) {
      for (double[] box : boxes) {
        if ((float) box[1] > number.floatValue() && box[0] > -1) {
          kept.add(box);
        }
      }
      return kept;
    }
    Map<?, ?> byClass = (Map<?, ?>) threshold;
    TreeSet<Integer> classes = new TreeSet<>();
    boxes.forEach(box -> classes.add((int) box[0]));
    for (int classId : classes) {
      Double own = (Double) byClass.get(classId);
      float least = own == null ? 0.5f : own.floatValue();
      for (double[] box : boxes) {
        if (box[0] == classId && (float) box[1] > least && box[0] > -1) {
          kept.add(box);
        }
      }
    }
    return kept;
  }

  private List<double[]> suppress(List<double[]> boxes) {
    List<double[]> left = new ArrayList<>(boxes);
    List<double[]> kept = new ArrayList<>();
    while (!left.isEmpty()) {
      double[] best = left.get(0);
      for (double[] box : left) {
        if (box[1] > best[1]) {
          best = box;
        }
      }
      left.remove(best);
      kept.add(best);
      List<double[]> rest = new ArrayList<>();
      for (double[] box : left) {
        double w = Math.max(0, Math.min(best[4], box[4]) - Math.max(best[2], box[2]) + 1);
        double h = Math.max(0, Math.min(best[5], box[5]) - Math.max(best[3], box[3]) + 1);
        double one = (best[4] - best[2] + 1) * (best[5] - best[3] + 1);
        double two = (box[4] - box[2] + 1) * (box[5] - box[3] + 1);
        double iou = w * h / (one + two - w * h);
        if (!(iou >= (best[0] == box[0] ? same : different))) {
          rest.add(box);
        }
      }
      left = rest;
    }
    return kept;
  }

  private List<double[]> smallImages(List<double[]> boxes) {
    int image = labels.indexOf("image");
    double share = width > height ? 0.82 : 0.93;
    List<double[]> kept = new ArrayList<>();
    for (double[] box : boxes) {
      double w = Math.min(width, box[4]) - Math.max(0, box[2]);
      double h = Math.min(height, box[5]) - Math.max(0, box[3]);
      if (box[0] != image || w * h <= share * (width * height)) {
        kept.add(box);
      }
    }
    return kept.isEmpty() ? boxes : kept;
  }

  private List<double[]> merged(List<double[]> boxes) {
    boolean[] dropped = new boolean[boxes.size()];
    if (merge instanceof String mode) {
      drop(boxes, -1, mode, dropped);
    } else {
      ((Map<?, ?>) merge)
          .forEach((classId, mode) -> drop(boxes, (Integer) classId, (String) mode, dropped));
    }
    List<double[]> kept = new ArrayList<>();
    for (int i = 0; i < dropped.length; i++) {
      if (!dropped[i]) {
        kept.add(boxes.get(i));
      }
    }
    return kept;
  }

  private void drop(List<double[]> boxes, int category, String mode, boolean[] dropped) {
    if (mode.equals("union")) {
      return;
    }
    int formula = labels.indexOf("formula");
    int n = boxes.size();
    boolean[] contains = new boolean[n];
    boolean[] contained = new boolean[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double[] a = boxes.get(i);
        double[] b = boxes.get(j);
        if (i == j || formula >= 0 && a[0] == formula && b[0] != formula) {
          continue;
        }
        if (category >= 0 && (mode.equals("large") ? b : a)[0] != category) {
          continue;
        }
        double area = (a[4] - a[2]) * (a[5] - a[3]);
        double w = Math.max(0, Math.min(a[4], b[4]) - Math.max(a[2], b[2]));
        double h = Math.max(0, Math.min(a[5], b[5]) - Math.max(a[3], b[3]));
        if (area > 0 && w * h / area >= 0.9) {
          contained[i] = true;
          contains[j] = true;
        }
      }
    }
    for (int i = 0; i < n; i++) {
      if (mode.equals("large") ? contained[i] : contains[i] && !contained[i]) {
        dropped[i] = true;
      }
    }
  }

  /** In float32, NumPy's type of the boxes. */
  private double[] unclipped(double[] box) {
    double[] ratio =
        unclip instanceof Map<?, ?> map ? (double[]) map.get((int) box[0]) : (double[]) unclip;
    if (ratio == null) {
      return box;
    }
    float x1 = (float) box[2];
    float y1 = (float) box[3];
    float w = (float) box[4] - x1;
    float h = (float) box[5] - y1;
    float newW = w * (float) ratio[0];
    float newH = h * (float) ratio[1];
    float cx = x1 + w / 2;
    float cy = y1 + h / 2;
    return new double[] {
      box[0], box[1], cx - newW / 2, cy - newH / 2, cx + newW / 2, cy + newH / 2
    };
  }

  private List<Result> filtered(List<Result> all) {
    Set<String> pictures = Set.of("image", "table", "seal", "chart");
    List<Result> boxes = new ArrayList<>();
    for (Result result : all) {
      if (!labels.get(result.classId).equals("reference")) {
        boxes.add(result);
      }
    }
    Set<Integer> dropped = new HashSet<>();
    for (int i = 0; i < boxes.size(); i++) {
      double[] a = boxes.get(i).box;
      String one = labels.get(boxes.get(i).classId);
      if (a[2] - a[0] < 6 || a[3] - a[1] < 6) {
        dropped.add(i);
      }
      for (int j = i + 1; j < boxes.size(); j++) {
        if (dropped.contains(i) || dropped.contains(j)) {
          continue;
        }
        double[] b = boxes.get(j).box;
        String two = labels.get(boxes.get(j).classId);
        double w = Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0]));
        double h = Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));
        double areaA = (a[2] - a[0]) * (a[3] - a[1]);
        double areaB = (b[2] - b[0]) * (b[3] - b[1]);
        double ratio = w * h / Math.min(areaA, areaB);
        if ((one.equals("inline_formula") || two.equals("inline_formula")) && ratio > 0.5) {
          if (one.equals("inline_formula")) {
            dropped.add(i);
          }
          if (two.equals("inline_formula")) {
            dropped.add(j);
          }
          continue;
        }
        if (ratio > 0.7) {
          double[][] polygon = boxes.get(i).polygon;
          if (polygon.length > 0) {
            double[] areas = areas(polygon, boxes.get(j).polygon);
            if (over(areas[2], Math.min(areas[0], areas[1])) < 0.7) {
              continue;
            }
          }
          boolean some = pictures.contains(one) || pictures.contains(two);
          boolean all2 = pictures.contains(one) && pictures.contains(two);
          boolean table = one.equals("table") || two.equals("table");
          if (some && !one.equals(two) && (!table || all2)) {
            continue;
          }
          dropped.add(areaA >= areaB ? j : i);
        }
      }
    }
    List<Result> kept = new ArrayList<>();
    for (int i = 0; i < boxes.size(); i++) {
      if (!dropped.contains(i)) {
        kept.add(boxes.get(i));
      }
    }
    return kept;
  }

  /** A polygon for each box, null for one that goes. */
  private double[][][] polygons(List<double[]> boxes) {
    double[][][] polygons = new double[boxes.size()][][];
    double widest = Double.NEGATIVE_INFINITY;
    for (double[] box : boxes) {
      widest = Math.max(widest, box[4] - box[3]);
    }
    for (int i = 0; i < polygons.length; i++) {
      polygons[i] = polygon(boxes.get(i), widest, i == 0 ? null : polygons[i - 1]);
    }
    return polygons;
  }

  private double[][] polygon(double[] box, double widest, double[][] previous) {
    int x1 = (int) box[2];
    int y1 = (int) box[3];
    int x2 = (int) box[4];
    int y2 = (int) box[5];
    int w = x2 - x1;
    int h = y2 - y1;
    double[][] rect = {{x1, y1}, {x2, y1}, {x2, y2}, {x1, y2}};
    if (w <= 0 || h <= 0) {
      return rect;
    }
    boolean[][] mask = masks[(int) box[8]];
    double scaleW = mask[0].length * 4.0 / width / 4;
    double scaleH = mask.length * 4.0 / height / 4;
    int left = clip((int) Math.rint(x1 * scaleW), mask[0].length);
    int right = clip((int) Math.rint(x2 * scaleW), mask[0].length);
    int top = clip((int) Math.rint(y1 * scaleH), mask.length);
    int bottom = clip((int) Math.rint(y2 * scaleH), mask.length);
    boolean some = false;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        some |= mask[y][x];
      }
    }
    if (!some) {
      return rect;
    }
    byte[] pixels = new byte[w * h];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        int cellX = Math.min((int) (x * (1 / ((double) w / (right - left)))), right - left - 1);
        int cellY = Math.min((int) (y * (1 / ((double) h / (bottom - top)))), bottom - top - 1);
        pixels[y * w + x] = (byte) (mask[top + cellY][left + cellX] ? 1 : 0);
      }
    }
    double[][] contour = contour(pixels, w, h);
    if (contour == null) {
      return shape.equals("quad") ? rect : null;
    }
    double[][] polygon = vertices(contour, (w > widest * 0.6 ? w : widest) * 0.3);
    if (polygon.length < 4) {
      return rect;
    }
    for (double[] point : polygon) {
      point[0] += x1;
      point[1] += y1;
    }
    if (shape.equals("poly")) {
      return polygon;
    }
    double[][] quad = quad(polygon);
    if (shape.equals("quad")) {
      return quad;
    }
    double[][] chosen = quad;
    double[] areas = areas(rect, quad);
    if (over(areas[2], areas[0] + areas[1] - areas[2]) >= 0.95) {
      chosen = rect;
    }
    areas = areas(polygon, quad);
    boolean like = over(areas[2], areas[0] + areas[1] - areas[2]) >= 0.8;
    double before = 0;
    if (previous != null) {
      areas = areas(previous, rect);
      before = over(areas[2], Math.min(areas[0], areas[1]));
    }
    return like && before < 0.01 ? chosen : polygon;
  }

  private static int clip(int value, int most) {
    return value < 0 ? 0 : value > most ? most : value;
  }

  private static double over(double part, double whole) {
    return whole > 0 ? part / whole : 0;
  }

  private static double[][] contour(byte[] pixels, int w, int h) {
    try (BytePointer bytes = new BytePointer(pixels);
        Mat mask = new Mat(h, w, CV_8UC1, bytes);
        MatVector contours = new MatVector()) {
      findContours(mask, contours, RETR_EXTERNAL, CHAIN_APPROX_SIMPLE);
      Mat best = null;
      for (Mat contour : contours.get()) {
        if (best == null || contourArea(contour) > contourArea(best)) {
          best = contour;
        }
      }
      if (best == null) {
        return null;
      }
      try (Mat approximated = new Mat()) {
        approxPolyDP(best, approximated, 0.004 * arcLength(best, true), true);
        IntBuffer values = approximated.createBuffer();
        double[][] points = new double[approximated.rows()][];
        for (int i = 0; i < points.length; i++) {
          points[i] = new double[] {values.get(2 * i), values.get(2 * i + 1)};
        }
        return points;
      }
    }
  }

  private static double[][] vertices(double[][] poly, double longest) {
    int n = poly.length;
    boolean[] convex = new boolean[n];
    double[] angle = new double[n];
    double[][] v1 = new double[n][];
    double[][] v2 = new double[n][];
    for (int i = 0; i < n; i++) {
      double[] before = poly[(i + n - 1) % n];
      double[] after = poly[(i + 1) % n];
      v1[i] = new double[] {before[0] - poly[i][0], before[1] - poly[i][1]};
      v2[i] = new double[] {after[0] - poly[i][0], after[1] - poly[i][1]};
      convex[i] = -v1[i][0] * v2[i][1] + v1[i][1] * v2[i][0] < 0;
      double l1 = length(v1[i]);
      double l2 = length(v2[i]);
      double dot = v1[i][0] / l1 * (v2[i][0] / l2) + v1[i][1] / l1 * (v2[i][1] / l2);
      angle[i] = Math.acos(dot < -1 ? -1 : dot > 1 ? 1 : dot) * 180 / Math.PI;
    }
    boolean[] preserved = new boolean[n];
    for (int i = 0; i < n; i++) {
      boolean alone = (i == 0 || convex[i - 1]) && (i == n - 1 || convex[i + 1]);
      preserved[i] = !convex[i] && !alone;
    }
    if (n > 1 && !convex[0] && !convex[n - 1] && !(preserved[0] && preserved[n - 1])) {
      preserved = new boolean[n];
    }
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      if (convex[i] || preserved[i] && angle[i] >= 120) {
        kept.add(i);
      }
    }
    TreeSet<Integer> chosen = new TreeSet<>();
    for (int k = 0; k < kept.size(); k++) {
      int from = kept.get(k);
      int to = kept.get((k + 1) % kept.size());
      chosen.add(from);
      double[] gap = {poly[from][0] - poly[to][0], poly[from][1] - poly[to][1]};
      if (length(gap) > longest) {
        List<Integer> between = new ArrayList<>();
        for (int i = (from + 1) % n; i != to; i = (i + 1) % n) {
          between.add(i);
        }
        int needed = (int) Math.ceil(length(gap) / longest) - 1;
        if (between.size() <= needed) {
          chosen.addAll(between);
        } else {
          double step = (double) between.size() / needed;
          for (int i = 0; i < needed; i++) {
            chosen.add(between.get((int) (i * step)));
          }
        }
      }
    }
    List<double[]> points = new ArrayList<>();
    for (int i : chosen) {
      double x = poly[i][0];
      double y = poly[i][1];
      if (convex[i] && Math.abs(angle[i] - 45) < 1) {
        double l1 = length(v1[i]);
        double l2 = length(v2[i]);
        double[] middle = {v1[i][0] / l1 + v2[i][0] / l2, v1[i][1] / l1 + v2[i][1] / l2};
        double l = length(middle);
        x += middle[0] / l * ((l1 + l2) / 2);
        y += middle[1] / l * ((l1 + l2) / 2);
      }
      points.add(new double[] {x, y});
    }
    return points.toArray(new double[0][]);
  }

  private static double length(double[] vector) {
    return Math.sqrt(vector[0] * vector[0] + vector[1] * vector[1]);
  }

  private static double[][] quad(double[][] polygon) {
    float[] values = new float[2 * polygon.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) polygon[i / 2][i % 2];
    }
    float[][] corners = new float[4][2];
    try (FloatPointer floats = new FloatPointer(values);
        Mat points = new Mat(polygon.length, 1, CV_32FC2, floats);
        RotatedRect rect = minAreaRect(points);
        Mat box = new Mat()) {
      boxPoints(rect, box);
      FloatBuffer found = box.createBuffer();
      for (int i = 0; i < 8; i++) {
        corners[i / 2][i % 2] = found.get(i);
      }
    }
    float cx = (corners[0][0] + corners[1][0] + corners[2][0] + corners[3][0]) / 4;
    float cy = (corners[0][1] + corners[1][1] + corners[2][1] + corners[3][1]) / 4;
    float[] angles = new float[4];
    Integer[] order = {0, 1, 2, 3};
    for (int i = 0; i < 4; i++) {
      angles[i] = (float) Math.atan2(corners[i][1] - cy, corners[i][0] - cx);
    }
    Arrays.sort(order, (a, b) -> Float.compare(angles[a], angles[b]));
    int first = 0;
    for (int i = 1; i < 4; i++) {
      float[] best = corners[order[first]];
      float[] corner = corners[order[i]];
      if (corner[0] + corner[1] < best[0] + best[1]) {
        first = i;
      }
    }
    double[][] quad = new double[4][];
    for (int i = 0; i < 4; i++) {
      float[] corner = corners[order[(first + i) % 4]];
      quad[i] = new double[] {corner[0], corner[1]};
    }
    return quad;
  }

  /**
   * Areas of two polygons and of what they share, by upright strips between all vertices and
   * crossings: how much of the line through a strip's middle lies inside, times its width. Inside
   * is where a polygon winds round in its main direction.
   */
  private static double[] areas(double[][] one, double[][] two) {
    double[][][] polygons = {one, two};
    List<double[]> edges = new ArrayList<>(); // x1, y1, x2, y2, polygon, turn
    for (int p = 0; p < 2; p++) {
      double[][] polygon = polygons[p];
      double turn = 0;
      for (int i = 0; i < polygon.length; i++) {
        double[] a = polygon[i];
        double[] b = polygon[(i + 1) % polygon.length];
        turn += (b[0] - a[0]) * (b[1] + a[1]);
      }
      for (int i = 0; i < polygon.length; i++) {
        double[] a = polygon[i];
        double[] b = polygon[(i + 1) % polygon.length];
        edges.add(new double[] {a[0], a[1], b[0], b[1], p, Math.signum(turn)});
      }
    }
    TreeSet<Double> cuts = new TreeSet<>();
    for (double[] e : edges) {
      cuts.add(e[0]);
      for (double[] f : edges) {
        double ex = e[2] - e[0];
        double ey = e[3] - e[1];
        double fx = f[2] - f[0];
        double fy = f[3] - f[1];
        double det = ex * fy - ey * fx;
        if (det != 0) {
          double s = ((f[0] - e[0]) * fy - (f[1] - e[1]) * fx) / det;
          double t = ((f[0] - e[0]) * ey - (f[1] - e[1]) * ex) / det;
          if (s >= 0 && s <= 1 && t >= 0 && t <= 1) {
            cuts.add(e[0] + s * ex);
          }
        }
      }
    }
    double[] areas = new double[3];
    Double from = null;
    for (double to : cuts) {
      if (from != null) {
        double x = (from + to) / 2;
        List<double[]> crossings = new ArrayList<>(); // y, polygon, turn
        for (double[] e : edges) {
          if (e[0] < x && x < e[2] || e[2] < x && x < e[0]) {
            double y = e[1] + (x - e[0]) / (e[2] - e[0]) * (e[3] - e[1]);
            crossings.add(new double[] {y, e[4], e[2] > e[0] ? e[5] : -e[5]});
          }
        }
        crossings.sort((a, b) -> Double.compare(a[0], b[0]));
        double[] turns = new double[2];
        for (int i = 0; i + 1 < crossings.size(); i++) {
          double[] crossing = crossings.get(i);
          // upwards of an edge that runs to the right lies the inside of a positive turn
          turns[(int) crossing[1]] -= crossing[2];
          double area = (crossings.get(i + 1)[0] - crossing[0]) * (to - from);
          areas[0] += turns[0] > 0 ? area : 0;
          areas[1] += turns[1] > 0 ? area : 0;
          areas[2] += turns[0] > 0 && turns[1] > 0 ? area : 0;
        }
      }
      from = to;
    }
    return areas;
  }
}
