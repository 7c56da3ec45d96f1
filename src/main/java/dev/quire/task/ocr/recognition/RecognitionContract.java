package dev.quire.task.ocr.recognition;

import dev.quire.model.ModelException;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.TensorSpec;
import java.util.List;
import java.util.Objects;

/**
 * What a text-recognition graph was found to take and to give: its first input takes lines, float32
 * [B,3,48,W] of any width; its outputs are, for every column of 8 pixels, either the probabilities
 * of all classes, float32 [B,T,C], or the likeliest class, int32 [B,T], and its probability,
 * float32 [B,T], where that choice was grafted into it. Names do not matter.
 *
 * @param input name of the input
 * @param outputs names of the outputs that are read: one, or two where the choice was grafted
 * @param maxBatch most lines a run: the graph's fixed batch size, or any number
 */
public record RecognitionContract(String input, List<String> outputs, int maxBatch) {

  private static final Shape LINES =
      Shape.of(Shape.DYNAMIC, PreparedLine.CHANNELS, PreparedLine.HEIGHT, Shape.DYNAMIC);
  private static final Shape COLUMNS = Shape.of(Shape.DYNAMIC, Shape.DYNAMIC);
  private static final Shape CLASSES = Shape.of(Shape.DYNAMIC, Shape.DYNAMIC, Shape.DYNAMIC);
  private static final int WIDTH = 3;

  public RecognitionContract {
    Objects.requireNonNull(input, "input");
    outputs = List.copyOf(outputs);
    if (maxBatch < 1) {
      throw new IllegalArgumentException("maxBatch must be at least 1, not " + maxBatch);
    }
  }

  /** Whether the graph chooses the likeliest class itself. */
  boolean grafted() {
    return outputs.size() == 2;
  }

  /**
   * Compares a graph with the contract of the task.
   *
   * @param model what messages call the graph, such as its file name
   * @param inputs the predictor's inputs
   * @param outputs the predictor's outputs
   * @throws ModelException if they differ; the message names the model, found and expected
   */
  public static RecognitionContract check(
      String model, List<TensorSpec> inputs, List<TensorSpec> outputs) {
    if (inputs.size() != 1) {
      throw mismatch(model, "inputs " + inputs, "one, the lines");
    }
    TensorSpec input = inputs.get(0);
    if (!input.fits(ElementType.FLOAT32, LINES)
        || input.shape().dimension(WIDTH) != Shape.DYNAMIC) {
      throw mismatch(model, "an input " + input, "float32 " + LINES + " of any width");
    }
    return new RecognitionContract(input.name(), read(model, outputs), input.maxBatch());
  }

  private static List<String> read(String model, List<TensorSpec> outputs) {
    if (outputs.size() == 2
        && outputs.get(0).fits(ElementType.INT32, COLUMNS)
        && outputs.get(1).fits(ElementType.FLOAT32, COLUMNS)) {
      return List.of(outputs.get(0).name(), outputs.get(1).name());
    }
    if (!outputs.isEmpty() && outputs.get(0).fits(ElementType.FLOAT32, CLASSES)) {
      return List.of(outputs.get(0).name());
    }
    throw mismatch(model, "outputs " + outputs, "float32 " + CLASSES + " as the first");
  }

  private static ModelException mismatch(String model, String found, String expected) {
    return new ModelException(
        "%s does not fit the text recognition task: found %s; expected %s"
            .formatted(model, found, expected));
  }
}
