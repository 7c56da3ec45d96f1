package dev.quire.model.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassArgmaxTest {

  private static final int CLASSES = 37;

  private final ClassArgmax pass = new ClassArgmax();

  /** From opset 18, the axes of a reduction are an input. */
  @ParameterizedTest
  @ValueSource(ints = {11, 12, 13, 17, 18, 20})
  void choosesTheLikeliestClass(int opset) {
    Graph grafted = pass.apply(softmax(opset));
    Tensor values = Runs.noise(5, 3, 11, CLASSES);
    float[] map = Runs.floats(Runs.run(softmax(opset), Map.of("x", values)).get("y"));

    Map<String, Tensor> found = Runs.run(grafted, Map.of("x", values));

    List<TensorSpec> specs = grafted.outputSpecs();
    Tensor classes = found.get(specs.get(0).name());
    Tensor probabilities = found.get(specs.get(1).name());
    assertEquals(ElementType.INT32, classes.type());
    assertEquals(Shape.of(3, 11), classes.shape());
    assertEquals(Shape.of(3, 11), probabilities.shape());
    int[] expected = new int[3 * 11];
    float[] largest = new float[3 * 11];
    for (int column = 0; column < expected.length; column++) {
      for (int i = 0; i < CLASSES; i++) {
        float value = map[column * CLASSES + i];
        if (value > largest[column]) {
          largest[column] = value;
          expected[column] = i;
        }
      }
    }
    assertArrayEquals(expected, ints(classes));
    assertArrayEquals(largest, Runs.floats(probabilities));
  }

  @Test
  void theFirstOfEquallyLikelyClassesIsChosen() {
    Tensor values = Tensor.allocate(ElementType.FLOAT32, Shape.of(1, 2, CLASSES));
    FloatBuffer map = values.data().asFloatBuffer();
    map.put(4, 2).put(9, 2).put(CLASSES + 36, 3).put(CLASSES + 7, 3).put(CLASSES, 1);

    Graph grafted = pass.apply(softmax(12));

    assertArrayEquals(
        new int[] {4, 7},
        ints(Runs.run(grafted, Map.of("x", values)).get(grafted.outputs().get(0))));
  }

  @Test
  void namesThatAreTakenAreLeftAlone() {
    Graph graph =
        new GraphBuilder()
            .opset(12)
            .input("x", -1, -1, CLASSES)
            .output("y", -1, -1, CLASSES)
            .node("Identity", "x", "y.class")
            .node("Identity", "y.class", "y.probability")
            .node("Identity", "y.probability", "y")
            .build();
    Tensor values = Runs.noise(6, 1, 2, CLASSES);

    Graph grafted = pass.apply(graph);

    assertEquals(2, grafted.outputs().size());
    assertTrue(grafted.outputs().stream().noneMatch(List.of("y.class", "y.probability")::contains));
    assertEquals(2, Runs.run(grafted, Map.of("x", values)).size());
  }

  @Test
  void theInputsStayAsTheyAre() {
    Graph graph = softmax(12);

    assertEquals(graph.inputSpecs(), pass.apply(graph).inputSpecs());
  }

  @Test
  void otherOutputsAreRefused() {
    Graph two =
        new GraphBuilder()
            .input("x", -1, -1, CLASSES)
            .output("y", -1, -1, CLASSES)
            .output("z", -1, -1, CLASSES)
            .node("Relu", "x", "y")
            .node("Neg", "x", "z")
            .build();
    Graph flat =
        new GraphBuilder()
            .input("x", -1, CLASSES)
            .output("y", -1, CLASSES)
            .node("Relu", "x", "y")
            .build();
    Graph half =
        new GraphBuilder()
            .input("x", DataType.FLOAT16, -1, -1, CLASSES)
            .output("y", DataType.FLOAT16, -1, -1, CLASSES)
            .node("Relu", "x", "y")
            .build();
    for (Graph graph : List.of(two, flat, half)) {
      GraphException refused = assertThrows(GraphException.class, () -> pass.apply(graph));
      assertTrue(refused.getMessage().startsWith("test.onnx: "), refused.getMessage());
    }
  }

  private static Graph softmax(int opset) {
    return new GraphBuilder()
        .opset(opset)
        .input("x", -1, -1, CLASSES)
        .output("y", -1, -1, CLASSES)
        .node("Softmax", "x", "y", GraphBuilder.integer("axis", 2))
        .build();
  }

  private static int[] ints(Tensor tensor) {
    IntBuffer buffer = tensor.data().asIntBuffer();
    int[] values = new int[buffer.remaining()];
    buffer.get(values);
    return values;
  }
}
