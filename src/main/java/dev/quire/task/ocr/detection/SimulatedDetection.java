package dev.quire.task.ocr.detection;

import dev.quire.engine.simulated.SimulatedModel;
import dev.quire.model.Preprocessing;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * The signature of PP-OCR's detection, its preparation grafted in, with an answer by rule: every
 * page has {@value #LINES} lines, level bars one below the other across three quarters of its
 * width. A page whose first pixel is cyan, {@code (0, 255, 255)}, says itself where its lines are:
 * wherever it is black. A page whose first pixel is magenta, {@code (255, 0, 255)}, always fails:
 * the model is not told a page's original size, and tests and chaos runs need pages that do.
 *
 * <p>Immutable and thread-safe.
 */
public final class SimulatedDetection implements SimulatedModel {

  /** Lines on each page. */
  public static final int LINES = 3;

  /** The probability inside them. */
  static final float PROBABILITY = 0.9f;

  /** Name of the input. */
  static final String INPUT = "x";

  /** Name of the output. */
  static final String OUTPUT = "maps";

  /** A page's height and width are divided into as many parts; bars take every other one. */
  private static final int PARTS = 8;

  private static final byte FULL = (byte) 255;

  @Override
  public List<TensorSpec> inputs() {
    return List.of(
        new TensorSpec(
            INPUT,
            ElementType.UINT8,
            Shape.of(Shape.DYNAMIC, Shape.DYNAMIC, Shape.DYNAMIC, Preprocessing.CHANNELS)));
  }

  @Override
  public List<TensorSpec> outputs() {
    return List.of(
        new TensorSpec(
            OUTPUT, ElementType.FLOAT32, Shape.of(Shape.DYNAMIC, 1, Shape.DYNAMIC, Shape.DYNAMIC)));
  }

  @Override
  public int size(Map<String, Tensor> inputs) {
    return dimension(inputs, 0);
  }

  /** Whether a page begins with a magenta pixel. */
  @Override
  public boolean poisoned(Map<String, Tensor> inputs) {
    ByteBuffer pixels = inputs.get(INPUT).data();
    int size = dimension(inputs, 1) * dimension(inputs, 2) * Preprocessing.CHANNELS;
    for (int at = 0; at < size(inputs) * size; at += size) {
      if (is(pixels, at, FULL, (byte) 0, FULL)) {
        return true;
      }
    }
    return false;
  }

  private static boolean is(ByteBuffer pixels, int at, byte blue, byte green, byte red) {
    return pixels.get(at) == blue && pixels.get(at + 1) == green && pixels.get(at + 2) == red;
  }

  @Override
  public Map<String, Tensor> answer(Map<String, Tensor> inputs, List<String> outputs) {
    if (!List.of(OUTPUT).containsAll(outputs)) {
      throw new IllegalArgumentException("There is no output " + outputs + " but " + OUTPUT);
    }
    return outputs.isEmpty() ? Map.of() : Map.of(OUTPUT, maps(inputs));
  }

  private Tensor maps(Map<String, Tensor> inputs) {
    int pages = size(inputs);
    int height = dimension(inputs, 1);
    int width = dimension(inputs, 2);
    Tensor maps = Tensor.allocate(ElementType.FLOAT32, Shape.of(pages, 1, height, width));
    FloatBuffer values = maps.data().asFloatBuffer();
    ByteBuffer pixels = inputs.get(INPUT).data();
    int size = height * width;
    for (int page = 0; page < pages; page++) {
      int at = page * size;
      if (is(pixels, at * Preprocessing.CHANNELS, FULL, FULL, (byte) 0)) {
        putInk(pixels, values, at, at + size);
      } else {
        putBars(values, at, height, width);
      }
    }
    return maps;
  }

  private static void putInk(ByteBuffer pixels, FloatBuffer values, int from, int to) {
    for (int at = from; at < to; at++) {
      if (is(pixels, at * Preprocessing.CHANNELS, (byte) 0, (byte) 0, (byte) 0)) {
        values.put(at, PROBABILITY);
      }
    }
  }

  private static void putBars(FloatBuffer values, int at, int height, int width) {
    for (int line = 0; line < LINES; line++) {
      int end = height * (2 * line + 2) / PARTS;
      for (int y = height * (2 * line + 1) / PARTS; y < end; y++) {
        int row = at + y * width;
        for (int x = width / PARTS; x < width - width / PARTS; x++) {
          values.put(row + x, PROBABILITY);
        }
      }
    }
  }

  private static int dimension(Map<String, Tensor> inputs, int axis) {
    return Math.toIntExact(inputs.get(INPUT).shape().dimension(axis));
  }
}
