package dev.quire.task.ocr.detection;

import dev.quire.model.ModelException;
import dev.quire.model.Preprocessing;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.TensorSpec;
import java.util.List;
import java.util.Objects;

/**
 * What a text-detection graph was found to take and to give: its first input takes pages, float32
 * [B,3,H,W], or uint8 [B,H,W,3] where the preparation was grafted into it; its first output is one
 * map of probabilities for each page, float32 [B,1,H,W]. Names do not matter. Height and width have
 * to be dynamic.
 *
 * @param input name of the input
 * @param pixels whether pages are taken as pixels, and not as normalised planes
 * @param output name of the output
 * @param maxBatch most pages a run: the graph's fixed batch size, or any number
 */
public record DetectionContract(String input, boolean pixels, String output, int maxBatch) {

  private static final Shape PIXELS =
      Shape.of(Shape.DYNAMIC, Shape.DYNAMIC, Shape.DYNAMIC, Preprocessing.CHANNELS);
  private static final Shape PLANES =
      Shape.of(Shape.DYNAMIC, Preprocessing.CHANNELS, Shape.DYNAMIC, Shape.DYNAMIC);
  private static final Shape MAPS = Shape.of(Shape.DYNAMIC, 1, Shape.DYNAMIC, Shape.DYNAMIC);
  private static final int[] PIXEL_SIDES = {1, 2};
  private static final int[] PLANE_SIDES = {2, 3};

  public DetectionContract {
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(output, "output");
    if (maxBatch < 1) {
      throw new IllegalArgumentException("maxBatch must be at least 1, not " + maxBatch);
    }
  }

  /**
   * Compares a graph with the contract of the task.
   *
   * @param model what messages call the graph, such as its file name
   * @param inputs the predictor's inputs
   * @param outputs the predictor's outputs
   * @throws ModelException if they differ; the message names the model, found and expected
   */
  public static DetectionContract check(
      String model, List<TensorSpec> inputs, List<TensorSpec> outputs) {
    if (inputs.size() != 1) {
      throw mismatch(model, "inputs " + inputs, "one, the pages");
    }
    TensorSpec input = inputs.get(0);
    boolean pixels = input.type() == ElementType.UINT8;
    if (!input.fits(pixels ? ElementType.UINT8 : ElementType.FLOAT32, pixels ? PIXELS : PLANES)
        || isFixed(input, pixels ? PIXEL_SIDES : PLANE_SIDES)) {
      throw mismatch(
          model, "an input " + input, "float32 " + PLANES + " or uint8 " + PIXELS + " of any size");
    }
    if (outputs.isEmpty() || !outputs.get(0).fits(ElementType.FLOAT32, MAPS)) {
      throw mismatch(model, "outputs " + outputs, "float32 " + MAPS + " as the first");
    }
    return new DetectionContract(input.name(), pixels, outputs.get(0).name(), input.maxBatch());
  }

  private static boolean isFixed(TensorSpec spec, int... axes) {
    for (int axis : axes) {
      if (spec.shape().dimension(axis) != Shape.DYNAMIC) {
        return true;
      }
    }
    return false;
  }

  private static ModelException mismatch(String model, String found, String expected) {
    return new ModelException(
        "%s does not fit the text detection task: found %s; expected %s"
            .formatted(model, found, expected));
  }
}
