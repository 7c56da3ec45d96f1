package dev.quire.task.ocr.recognition;

import dev.quire.engine.simulated.SimulatedModel;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The signature of a recogniser that chooses the likeliest classes itself, with an answer by rule:
 * every line says in digits how many pixels wide it is at 48 rows. Its end is found by the padding,
 * which is 0 as no byte is after normalisation. So an answer tells by its text which line it
 * belongs to. A line whose first pixel is exactly magenta, {@code (255, 0, 255)}, always fails, as
 * tests and chaos runs need lines that do.
 *
 * <p>Immutable and thread-safe.
 */
public final class SimulatedRecognition implements SimulatedModel {

  /** The probability of every character. */
  static final float PROBABILITY = 0.9f;

  private static final String INPUT = "x";
  private static final String CLASSES = "classes";
  private static final String PROBABILITIES = "probabilities";

  private static final int DIGITS = 10;
  private static final Shape COLUMNS = Shape.of(Shape.DYNAMIC, Shape.DYNAMIC);

  private final int[] digits = new int[DIGITS];

  /**
   * @param charset knows the digits
   * @throws IllegalArgumentException if it does not
   */
  public SimulatedRecognition(Charset charset) {
    for (int digit = 0; digit < DIGITS; digit++) {
      String text = Integer.toString(digit);
      digits[digit] =
          charset
              .index(text)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "The simulated model answers digits, of which the charset has no '%s'"
                              .formatted(text)));
    }
  }

  @Override
  public List<TensorSpec> inputs() {
    return List.of(
        new TensorSpec(
            INPUT,
            ElementType.FLOAT32,
            Shape.of(Shape.DYNAMIC, PreparedLine.CHANNELS, PreparedLine.HEIGHT, Shape.DYNAMIC)));
  }

  @Override
  public List<TensorSpec> outputs() {
    return List.of(
        new TensorSpec(CLASSES, ElementType.INT32, COLUMNS),
        new TensorSpec(PROBABILITIES, ElementType.FLOAT32, COLUMNS));
  }

  @Override
  public int size(Map<String, Tensor> inputs) {
    return Math.toIntExact(inputs.get(INPUT).shape().dimension(0));
  }

  /** Whether a line begins with a magenta pixel. */
  @Override
  public boolean poisoned(Map<String, Tensor> inputs) {
    FloatBuffer values = inputs.get(INPUT).data().asFloatBuffer();
    int plane = PreparedLine.HEIGHT * width(inputs);
    for (int line = 0; line < size(inputs); line++) {
      int at = line * PreparedLine.CHANNELS * plane;
      if (values.get(at) == 1 && values.get(at + plane) == -1 && values.get(at + 2 * plane) == 1) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Map<String, Tensor> answer(Map<String, Tensor> inputs, List<String> outputs) {
    int lines = size(inputs);
    int columns = width(inputs) / PreparedLine.STRIDE;
    Map<String, Tensor> answer = new LinkedHashMap<>();
    for (String output : outputs) {
      switch (output) {
        case CLASSES -> answer.put(output, classes(inputs, lines, columns));
        case PROBABILITIES -> answer.put(output, probabilities(lines, columns));
        default -> throw new IllegalArgumentException("There is no output " + output);
      }
    }
    return answer;
  }

  private Tensor classes(Map<String, Tensor> inputs, int lines, int columns) {
    Tensor tensor = Tensor.allocate(ElementType.INT32, Shape.of(lines, columns));
    IntBuffer classes = tensor.data().asIntBuffer();
    for (int line = 0; line < lines; line++) {
      String text = Integer.toString(filled(inputs, line));
      for (int i = 0; i < text.length(); i++) {
        // A blank between them keeps equal digits apart.
        classes.put(line * columns + 2 * i, digits[text.charAt(i) - '0']);
      }
    }
    return tensor;
  }

  private static Tensor probabilities(int lines, int columns) {
    Tensor tensor = Tensor.allocate(ElementType.FLOAT32, Shape.of(lines, columns));
    FloatBuffer values = tensor.data().asFloatBuffer();
    while (values.hasRemaining()) {
      values.put(PROBABILITY);
    }
    return tensor;
  }

  private static int filled(Map<String, Tensor> inputs, int line) {
    FloatBuffer values = inputs.get(INPUT).data().asFloatBuffer();
    int width = width(inputs);
    int at = line * PreparedLine.CHANNELS * PreparedLine.HEIGHT * width;
    int filled = width;
    while (filled > 0 && values.get(at + filled - 1) == 0) {
      filled--;
    }
    return filled;
  }

  private static int width(Map<String, Tensor> inputs) {
    return Math.toIntExact(inputs.get(INPUT).shape().dimension(3));
  }
}
