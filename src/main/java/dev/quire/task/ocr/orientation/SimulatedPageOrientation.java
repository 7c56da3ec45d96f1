package dev.quire.task.ocr.orientation;

import dev.quire.engine.simulated.SimulatedModel;
import dev.quire.image.PageAngle;
import dev.quire.model.Preprocessing;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * The signature of PP-LCNet_x1_0_doc_ori with an answer by rule: a page's head is the edge at which
 * it is darkest, its own one if none is darker. A page whose first pixel is exactly magenta, {@code
 * (255, 0, 255)}, always fails, as tests and chaos runs need pages that do.
 *
 * <p>Immutable and thread-safe.
 */
public final class SimulatedPageOrientation implements SimulatedModel {

  /** How likely the angle of the rule is. */
  static final float SURE = 0.94f;

  /** Name of the input. */
  static final String INPUT = "x";

  /** Name of the output. */
  static final String OUTPUT = "orientations";

  private static final int SIDE = FittedPage.SIDE;
  private static final int PLANE = SIDE * SIDE;

  /** Rows or columns that an edge is. */
  private static final int EDGE = 32;

  private static final int CLASSES = PageOrientationContract.CLASSES;

  /** What the normalisation makes of magenta. */
  private static final List<Float> MAGENTA =
      List.of(normalized(0, 255), normalized(1, 0), normalized(2, 255));

  @Override
  public List<TensorSpec> inputs() {
    return List.of(
        new TensorSpec(
            INPUT,
            ElementType.FLOAT32,
            Shape.of(Shape.DYNAMIC, Preprocessing.CHANNELS, SIDE, SIDE)));
  }

  @Override
  public List<TensorSpec> outputs() {
    return List.of(new TensorSpec(OUTPUT, ElementType.FLOAT32, Shape.of(Shape.DYNAMIC, CLASSES)));
  }

  @Override
  public int size(Map<String, Tensor> inputs) {
    return Math.toIntExact(inputs.get(INPUT).shape().dimension(0));
  }

  /** Whether a page begins with a magenta pixel. */
  @Override
  public boolean poisoned(Map<String, Tensor> inputs) {
    FloatBuffer planes = inputs.get(INPUT).data().asFloatBuffer();
    for (int page = 0; page < size(inputs); page++) {
      int at = page * FittedPage.BYTES;
      if (planes.get(at) == MAGENTA.get(0)
          && planes.get(at + PLANE) == MAGENTA.get(1)
          && planes.get(at + 2 * PLANE) == MAGENTA.get(2)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Map<String, Tensor> answer(Map<String, Tensor> inputs, List<String> outputs) {
    if (!List.of(OUTPUT).containsAll(outputs)) {
      throw new IllegalArgumentException("There is no output " + outputs + " but " + OUTPUT);
    }
    if (outputs.isEmpty()) {
      return Map.of();
    }
    int pages = size(inputs);
    FloatBuffer planes = inputs.get(INPUT).data().asFloatBuffer();
    Tensor orientations = Tensor.allocate(ElementType.FLOAT32, Shape.of(pages, CLASSES));
    FloatBuffer scores = orientations.data().asFloatBuffer();
    for (int page = 0; page < pages; page++) {
      PageAngle darkest = darkest(planes, page * FittedPage.BYTES);
      for (PageAngle angle : PageAngle.values()) {
        scores.put(angle == darkest ? SURE : (1 - SURE) / (CLASSES - 1));
      }
    }
    return Map.of(OUTPUT, orientations);
  }

  /** Told by the green plane. */
  private static PageAngle darkest(FloatBuffer planes, int page) {
    PageAngle darkest = PageAngle.UPRIGHT;
    double least = brightness(planes, page, darkest);
    for (PageAngle angle : PageAngle.values()) {
      double brightness = brightness(planes, page, angle);
      if (brightness < least) {
        darkest = angle;
        least = brightness;
      }
    }
    return darkest;
  }

  /** Of the edge that would be the page's head. */
  private static double brightness(FloatBuffer planes, int page, PageAngle angle) {
    double sum = 0;
    for (int depth = 0; depth < EDGE; depth++) {
      for (int along = 0; along < SIDE; along++) {
        int pixel =
            switch (angle) {
              case UPRIGHT -> depth * SIDE + along;
              case QUARTER -> along * SIDE + SIDE - 1 - depth;
              case HALF -> (SIDE - 1 - depth) * SIDE + along;
              case THREE_QUARTERS -> along * SIDE + depth;
            };
        sum += planes.get(page + PLANE + pixel);
      }
    }
    return sum;
  }

  /** As {@link dev.quire.task.Normalizer} does. */
  private static float normalized(int channel, int value) {
    Preprocessing of = PageOrientationTask.PREPROCESSING;
    double std = of.std().get(channel);
    return value * (float) (of.scale() / std) + (float) (-of.mean().get(channel) / std);
  }
}
