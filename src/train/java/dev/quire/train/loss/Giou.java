package dev.quire.train.loss;

import dev.quire.train.page.Box;

/**
 * Generalised intersection over union of a predicted box and a true one, with its derivatives.
 *
 * @param iou intersection over union
 * @param value {@code iou - (hull - union) / hull}, from -1 to 1
 * @param dx1 the derivative of {@code value} with respect to the predicted box's {@code x1}
 * @param dy1 the same for {@code y1}
 * @param dx2 the same for {@code x2}
 * @param dy2 the same for {@code y2}
 */
public record Giou(double iou, double value, double dx1, double dy1, double dx2, double dy2) {

  private static final double LEAST_SIDE = 1e-3;

  /** Compares the predicted box, which may be inside out, with the true one. */
  public static Giou of(double x1, double y1, double x2, double y2, Box truth) {
    double w = x2 - x1;
    double h = y2 - y1;
    boolean flatX = w < LEAST_SIDE;
    boolean flatY = h < LEAST_SIDE;
    w = Math.max(w, LEAST_SIDE);
    h = Math.max(h, LEAST_SIDE);
    double iw = Math.min(x2, truth.x2()) - Math.max(x1, truth.x1());
    double ih = Math.min(y2, truth.y2()) - Math.max(y1, truth.y1());
    boolean apart = iw <= 0 || ih <= 0;
    double intersection = apart ? 0 : iw * ih;
    double cw = Math.max(x2, truth.x2()) - Math.min(x1, truth.x1());
    double ch = Math.max(y2, truth.y2()) - Math.min(y1, truth.y1());
    double hull = cw * ch;
    double union = w * h + truth.area() - intersection;

    // value = I/U - 1 + U/C, dU = dA - dI
    double forI = 1 / union + intersection / (union * union) - 1 / hull;
    double forA = -intersection / (union * union) + 1 / hull;
    double forC = -union / (hull * hull);
    double ix = apart ? 0 : ih * forI;
    double iy = apart ? 0 : iw * forI;
    double ax = flatX ? 0 : h * forA;
    double ay = flatY ? 0 : w * forA;
    double cx = ch * forC;
    double cy = cw * forC;
    return new Giou(
        intersection / union,
        intersection / union - 1 + union / hull,
        -(x1 > truth.x1() ? ix : 0) - ax - (x1 < truth.x1() ? cx : 0),
        -(y1 > truth.y1() ? iy : 0) - ay - (y1 < truth.y1() ? cy : 0),
        (x2 < truth.x2() ? ix : 0) + ax + (x2 > truth.x2() ? cx : 0),
        (y2 < truth.y2() ? iy : 0) + ay + (y2 > truth.y2() ? cy : 0));
  }
}
