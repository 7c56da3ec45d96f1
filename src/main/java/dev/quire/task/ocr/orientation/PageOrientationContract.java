package dev.quire.task.ocr.orientation;

import dev.quire.image.PageAngle;
import dev.quire.model.ModelException;
import dev.quire.model.Preprocessing;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.TensorSpec;
import java.util.List;
import java.util.Objects;

/**
 * What a page orientation graph was found to take and to give, as PP-LCNet_x1_0_doc_ori does: its
 * first input takes pages, float32 [B,3,224,224]; its first output is, for each page, how likely it
 * stands at 0, 90, 180 and 270 degrees, float32 [B,4]. Names do not matter.
 *
 * @param input name of the input
 * @param output name of the output
 * @param maxBatch most pages a run: the graph's fixed batch size, or any number
 */
public record PageOrientationContract(String input, String output, int maxBatch) {

  /** One for each angle. */
  static final int CLASSES = PageAngle.values().length;

  private static final Shape PAGES =
      Shape.of(Shape.DYNAMIC, Preprocessing.CHANNELS, FittedPage.SIDE, FittedPage.SIDE);

  private static final Shape SCORES = Shape.of(Shape.DYNAMIC, CLASSES);

  public PageOrientationContract {
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
  public static PageOrientationContract check(
      String model, List<TensorSpec> inputs, List<TensorSpec> outputs) {
    if (inputs.size() != 1 || !inputs.get(0).fits(ElementType.FLOAT32, PAGES)) {
      throw mismatch(model, "inputs " + inputs, "one, float32 " + PAGES);
    }
    if (outputs.isEmpty() || !outputs.get(0).fits(ElementType.FLOAT32, SCORES)) {
      throw mismatch(model, "outputs " + outputs, "float32 " + SCORES + " as the first");
    }
    TensorSpec input = inputs.get(0);
    return new PageOrientationContract(input.name(), outputs.get(0).name(), input.maxBatch());
  }

  private static ModelException mismatch(String model, String found, String expected) {
    return new ModelException(
        "%s does not fit the page orientation task: found %s; expected %s"
            .formatted(model, found, expected));
  }
}
