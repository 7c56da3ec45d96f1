package dev.quire.train.loss;

import dev.quire.train.net.PageMini;
import dev.quire.train.net.Sides;
import dev.quire.train.page.Box;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The training loss and its gradient, computed directly from the network's output: quality focal
 * loss on the classes, and on the positive cells GIoU on the boxes, L1 on the side codes and L1 on
 * the reading order. All are divided by the sum of the positive cells' weights.
 */
public final class DetectionLoss {

  /** The least quality of a positive cell, whose box may be far off at first. */
  private static final double BASE_QUALITY = 0.3;

  private final Weights weights;

  /** What the parts count for. */
  public record Weights(double quality, double giou, double sides, double order) {

    public static final Weights STANDARD = new Weights(2, 1.5, 0.2, 0.5);
  }

  /** The parts of the loss, weighted, and the mean IoU of the positive cells. */
  public record Parts(double quality, double giou, double sides, double order, double iou) {

    public double total() {
      return quality + giou + sides + order;
    }

    Parts plus(Parts o) {
      return new Parts(
          quality + o.quality, giou + o.giou, sides + o.sides, order + o.order, iou + o.iou);
    }
  }

  public DetectionLoss(Weights weights) {
    this.weights = weights;
  }

  /**
   * Computes the loss of a batch.
   *
   * @param output [batch, channels, rows, columns] flattened
   * @param gradient receives the derivatives, laid out like the output
   */
  public Parts evaluate(
      FloatBuffer output, List<Targets> batch, int rows, int columns, FloatBuffer gradient) {
    double positive = 0;
    for (Targets targets : batch) {
      for (float w : targets.weights()) {
        positive += w;
      }
    }
    double norm = Math.max(1, positive);
    int length = PageMini.CHANNELS * rows * columns;
    return IntStream.range(0, batch.size())
        .parallel()
        .mapToObj(
            i -> {
              float[] values = new float[length];
              float[] derivatives = new float[length];
              output.get(i * length, values);
              Parts parts = image(values, batch.get(i), rows, columns, norm, derivatives);
              gradient.put(i * length, derivatives);
              return parts;
            })
        .reduce(new Parts(0, 0, 0, 0, 0), Parts::plus);
  }

  private Parts image(
      float[] out, Targets targets, int rows, int columns, double norm, float[] gradient) {
    int plane = rows * columns;
    double classScale = weights.quality / norm;
    double quality = Focal.absent(out, 0, PageMini.CLASSES * plane, (float) classScale, gradient);
    double giou = 0;
    double sides = 0;
    double order = 0;
    double iou = 0;
    for (int k = 0; k < targets.cells().length; k++) {
      int cell = targets.cells()[k];
      Truth truth = targets.regions().get(targets.owners()[k]);
      Box box = truth.box();
      double weight = targets.weights()[k];
      double x = Targets.centre(cell % columns);
      double y = Targets.centre(cell / columns);
      double[] reach = {x - box.x1(), y - box.y1(), box.x2() - x, box.y2() - y};
      double[] codes = new double[4];
      double[] distances = new double[4];
      for (int s = 0; s < 4; s++) {
        codes[s] = out[(PageMini.SIDES + s) * plane + cell];
        distances[s] = Sides.distance(codes[s]);
      }
      Giou g = Giou.of(x - distances[0], y - distances[1], x + distances[2], y + distances[3], box);
      giou += weight * (1 - g.value());
      iou += weight * g.iou();
      double[] slopes = {-g.dx1(), -g.dy1(), g.dx2(), g.dy2()};
      for (int s = 0; s < 4; s++) {
        double off = codes[s] - Sides.code(reach[s]);
        sides += weight * Math.abs(off);
        double stretch = codes[s] < Sides.MAX_CODE ? distances[s] + PageMini.STRIDE : 0;
        gradient[(PageMini.SIDES + s) * plane + cell] =
            (float)
                (weight
                    / norm
                    * (weights.sides * Math.signum(off) - weights.giou * slopes[s] * stretch));
      }

      double late = out[PageMini.ORDER * plane + cell] - truth.order();
      order += weight * Math.abs(late);
      gradient[PageMini.ORDER * plane + cell] =
          (float) (weight / norm * weights.order * Math.signum(late));

      int logit = truth.label() * plane + cell;
      Focal.Term absent = Focal.present(out[logit], 0);
      Focal.Term present = Focal.present(out[logit], BASE_QUALITY + (1 - BASE_QUALITY) * g.iou());
      quality += weight * present.loss() - absent.loss();
      gradient[logit] = (float) (classScale * weight * present.gradient());
    }
    return new Parts(
        weights.quality * quality / norm,
        weights.giou * giou / norm,
        weights.sides * sides / norm,
        weights.order * order / norm,
        iou / norm);
  }
}
