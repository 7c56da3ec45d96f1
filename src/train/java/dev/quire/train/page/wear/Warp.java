package dev.quire.train.page.wear;

import dev.quire.train.page.Box;
import dev.quire.train.page.Dice;
import dev.quire.train.page.LabelledRegion;
import dev.quire.train.page.Page;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.indexer.DoubleRawIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A projective change of geometry: moves the pixels and the boxes alike.
 *
 * @param m the 3×3 matrix from old to new pixels, row by row
 * @param width of the new image
 * @param height of the new image
 * @param around grey level of what lies outside the page
 */
record Warp(double[] m, int width, int height, int around) {

  /** Turning, shifting, scaling and tilting by drawn amounts. */
  static Warp drawn(Page page, Dice dice, double tilt, double most, boolean moved, int around) {
    int w = page.image().getWidth();
    int h = page.image().getHeight();
    double angle = Math.toRadians(Math.max(-most, Math.min(most, dice.gauss(0, most / 2.2))));
    double scale = moved ? dice.between(0.82, 1.07) : 1;
    double dx = moved ? w * dice.gauss(0, 0.025) : 0;
    double dy = moved ? h * dice.gauss(0, 0.025) : 0;
    int width = moved ? (int) (w * dice.between(0.94, 1.12)) : w;
    int height = moved ? (int) (h * dice.between(0.94, 1.12)) : h;
    double cos = Math.cos(angle) * scale;
    double sin = Math.sin(angle) * scale;
    double px = dice.gauss(0, tilt) / w;
    double py = dice.gauss(0, tilt) / h;
    double cx = w / 2.0;
    double cy = h / 2.0;
    double[] toCentre = {1, 0, -cx, 0, 1, -cy, 0, 0, 1};
    double[] change = {cos, -sin, 0, sin, cos, 0, px, py, 1};
    double[] back = {1, 0, width / 2.0 + dx, 0, 1, height / 2.0 + dy, 0, 0, 1};
    return new Warp(times(back, times(change, toCentre)), width, height, around);
  }

  private static double[] times(double[] a, double[] b) {
    double[] c = new double[9];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        c[i * 3 + j] = a[i * 3] * b[j] + a[i * 3 + 1] * b[3 + j] + a[i * 3 + 2] * b[6 + j];
      }
    }
    return c;
  }

  Page apply(Page page) {
    return new Page(pixels(page.image()), regions(page.regions()));
  }

  private BufferedImage pixels(BufferedImage image) {
    try (Mat from = Pixels.mat(image);
        Mat to = new Mat();
        Mat matrix = new Mat(3, 3, opencv_core.CV_64F);
        Size size = new Size(width, height);
        Scalar fill = new Scalar(around, around, around, 0)) {
      try (DoubleRawIndexer cells = matrix.createIndexer()) {
        for (int i = 0; i < 9; i++) {
          cells.put(i / 3, i % 3, m[i]);
        }
      }
      opencv_imgproc.warpPerspective(
          from,
          to,
          matrix,
          size,
          opencv_imgproc.INTER_LINEAR,
          around < 0 ? opencv_core.BORDER_REPLICATE : opencv_core.BORDER_CONSTANT,
          fill);
      return Pixels.image(to);
    }
  }

  private List<LabelledRegion> regions(List<LabelledRegion> regions) {
    List<LabelledRegion> moved = new ArrayList<>(regions.size());
    for (LabelledRegion region : regions) {
      Box box = region.box();
      double x1 = Double.MAX_VALUE;
      double y1 = Double.MAX_VALUE;
      double x2 = -Double.MAX_VALUE;
      double y2 = -Double.MAX_VALUE;
      for (int corner = 0; corner < 4; corner++) {
        double x = (corner & 1) == 0 ? box.x1() : box.x2();
        double y = (corner & 2) == 0 ? box.y1() : box.y2();
        double z = m[6] * x + m[7] * y + m[8];
        double nx = (m[0] * x + m[1] * y + m[2]) / z;
        double ny = (m[3] * x + m[4] * y + m[5]) / z;
        x1 = Math.min(x1, nx);
        y1 = Math.min(y1, ny);
        x2 = Math.max(x2, nx);
        y2 = Math.max(y2, ny);
      }
      double whole = (x2 - x1) * (y2 - y1);
      Box seen =
          new Box(Math.max(0, x1), Math.max(0, y1), Math.min(width, x2), Math.min(height, y2));
      if (seen.width() >= 1 && seen.height() >= 1 && seen.area() > 0.45 * whole) {
        moved.add(new LabelledRegion(region.label(), seen));
      }
    }
    return moved;
  }
}
