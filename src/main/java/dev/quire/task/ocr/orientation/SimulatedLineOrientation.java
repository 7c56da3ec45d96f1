package dev.quire.task.ocr.orientation;

import dev.quire.engine.simulated.SimulatedModel;
import dev.quire.model.Preprocessing;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * The signature of ch_ppocr_mobile_v2.0_cls with an answer by rule: every line stands upright. A
 * line whose first pixel is exactly magenta, {@code (255, 0, 255)}, always fails, as tests and
 * chaos runs need lines that do.
 *
 * <p>Immutable and thread-safe.
 */
public final class SimulatedLineOrientation implements SimulatedModel {

  /** How likely every line stands upright. */
  static final float UPRIGHT = 0.95f;

  /** Name of the input. */
  static final String INPUT = "x";

  /** Name of the output. */
  static final String OUTPUT = "orientations";

  private static final LineFitting FITTING = LineFitting.PADDED;
  private static final int CLASSES = 2;

  @Override
  public List<TensorSpec> inputs() {
    return List.of(
        new TensorSpec(
            INPUT,
            ElementType.FLOAT32,
            Shape.of(Shape.DYNAMIC, Preprocessing.CHANNELS, FITTING.height(), FITTING.width())));
  }

  @Override
  public List<TensorSpec> outputs() {
    return List.of(new TensorSpec(OUTPUT, ElementType.FLOAT32, Shape.of(Shape.DYNAMIC, CLASSES)));
  }

  @Override
  public int size(Map<String, Tensor> inputs) {
    return Math.toIntExact(inputs.get(INPUT).shape().dimension(0));
  }

  /** Whether a line begins with a magenta pixel. */
  @Override
  public boolean poisoned(Map<String, Tensor> inputs) {
    FloatBuffer planes = inputs.get(INPUT).data().asFloatBuffer();
    int plane = FITTING.height() * FITTING.width();
    for (int line = 0; line < size(inputs); line++) {
      int at = line * Preprocessing.CHANNELS * plane;
      if (planes.get(at) == 1 && planes.get(at + plane) == -1 && planes.get(at + 2 * plane) == 1) {
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
    int lines = size(inputs);
    Tensor orientations = Tensor.allocate(ElementType.FLOAT32, Shape.of(lines, CLASSES));
    FloatBuffer scores = orientations.data().asFloatBuffer();
    for (int line = 0; line < lines; line++) {
      scores.put(UPRIGHT).put(1 - UPRIGHT);
    }
    return Map.of(OUTPUT, orientations);
  }
}
