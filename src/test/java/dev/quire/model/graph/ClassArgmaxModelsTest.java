package dev.quire.model.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.io.IOException;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A whole recogniser that does not ship with the service. */
class ClassArgmaxModelsTest {

  private static final int LINES = 2;
  private static final int COLUMNS = 40;
  private static final int CLASSES = 18_710;

  @Test
  void choosesWhatThePublishedRecogniserHas() throws IOException {
    Path file = Path.of("../shared/models/onnx/PP-OCRv6_rec_small.onnx");
    assumeTrue(Files.exists(file), file + " is not there");
    Graph whole = Graph.parse(file.toString(), Files.readAllBytes(file));
    Graph grafted = new ClassArgmax().apply(whole);
    Map<String, Tensor> inputs =
        Map.of(whole.inputs().get(0), Runs.noise(5, LINES, 3, 48, 8 * COLUMNS));

    Tensor map = Runs.run(whole, inputs).get(whole.outputs().get(0));
    Map<String, Tensor> found = Runs.run(grafted, inputs);

    assertEquals(Shape.of(LINES, COLUMNS, CLASSES), map.shape());
    int[] expected = new int[LINES * COLUMNS];
    float[] largest = new float[LINES * COLUMNS];
    float[] values = Runs.floats(map);
    for (int at = 0; at < values.length; at++) {
      int column = at / CLASSES;
      if (at % CLASSES == 0 || values[at] > largest[column]) {
        expected[column] = at % CLASSES;
        largest[column] = values[at];
      }
    }
    assertArrayEquals(expected, ints(found.get(grafted.outputs().get(0))));
    assertArrayEquals(largest, Runs.floats(found.get(grafted.outputs().get(1))));
  }

  private static int[] ints(Tensor tensor) {
    IntBuffer buffer = tensor.data().asIntBuffer();
    int[] values = new int[buffer.remaining()];
    buffer.get(values);
    return values;
  }
}
