package dev.quire.task.ocr.orientation;

import dev.quire.model.ModelException;
import dev.quire.model.Preprocessing;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.TensorSpec;
import java.util.List;
import java.util.Objects;

/**
 * What a line orientation graph was found to take and to give: its first input takes lines, float32
 * [B,3,H,W]; its first output is, for each line, how likely it stands upright and how likely upside
 * down, float32 [B,2]. Names do not matter. Which model it is, the size says; sides that the graph
 * leaves open are those of {@link LineFitting#PADDED}.
 *
 * @param input name of the input
 * @param fitting how lines are brought to its size
 * @param output name of the output
 * @param maxBatch most lines a run: the graph's fixed batch size, or any number
 */
public record LineOrientationContract(
    String input, LineFitting fitting, String output, int maxBatch) {

  /** Upright and turned. */
  static final int CLASSES = 2;

  public LineOrientationContract {
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(fitting, "fitting");
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
  public static LineOrientationContract check(
      String model, List<TensorSpec> inputs, List<TensorSpec> outputs) {
    if (inputs.size() != 1) {
      throw mismatch(model, "inputs " + inputs, "one, the lines");
    }
    TensorSpec input = inputs.get(0);
    for (LineFitting fitting : LineFitting.values()) {
      if (input.fits(
          ElementType.FLOAT32,
          Shape.of(Shape.DYNAMIC, Preprocessing.CHANNELS, fitting.height(), fitting.width()))) {
        if (outputs.isEmpty()
            || !outputs.get(0).fits(ElementType.FLOAT32, Shape.of(Shape.DYNAMIC, CLASSES))) {
          throw mismatch(
              model,
              "outputs " + outputs,
              "float32 " + Shape.of(Shape.DYNAMIC, CLASSES) + " as the first");
        }
        return new LineOrientationContract(
            input.name(), fitting, outputs.get(0).name(), input.maxBatch());
      }
    }
    throw mismatch(
        model,
        "an input " + input,
        "float32 "
            + Shape.of(
                Shape.DYNAMIC,
                Preprocessing.CHANNELS,
                LineFitting.PADDED.height(),
                LineFitting.PADDED.width())
            + " or "
            + Shape.of(
                Shape.DYNAMIC,
                Preprocessing.CHANNELS,
                LineFitting.STRETCHED.height(),
                LineFitting.STRETCHED.width()));
  }

  private static ModelException mismatch(String model, String found, String expected) {
    return new ModelException(
        "%s does not fit the line orientation task: found %s; expected %s"
            .formatted(model, found, expected));
  }
}
