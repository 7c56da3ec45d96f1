package dev.quire.model.graph;

import static dev.quire.model.graph.GraphBuilder.integer;
import static dev.quire.model.graph.GraphBuilder.real;
import static dev.quire.model.graph.Halved.IMAGE;
import static dev.quire.model.graph.Halved.checked;
import static dev.quire.model.graph.Halved.image;
import static dev.quire.model.graph.Halved.sequence;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Weights and constants: which are converted, and which stay. */
class Fp16ConversionWeightsTest {

  @Test
  void worksInFullWithWeightsOutOfRange() {
    Halved result =
        checked(
            image()
                .floats("large", new float[] {1e-3f, 70000, 0, 0, 0, 0, 0, 0, 0}, 3, 3, 1, 1)
                .node("Conv", "x large", "a")
                .scalar("down", 1e-5f)
                .node("Mul", "a down", "b")
                .conv("b", 3, "c", 4)
                .scalar("never", -1e8f)
                .node("Add", "c never", "d")
                .scalar("always", 1e8f)
                .node("Add", "d always", "e")
                .conv("c", 4, "f", 4)
                .node("Add", "e f", "y"),
            IMAGE,
            // Adding and taking away 1e8 leaves multiples of 8, in either precision.
            8);

    assertEquals(List.of("large", "never"), result.report().outOfRange());
    assertEquals(DataType.FLOAT_VALUE, result.type("a"));
    result.assertFull("Add", "Mul");
  }

  /** Infinity and values that would vanish stay too, where FLOAT16 nodes could take them. */
  @Test
  void keepsSentinelsInFull() {
    for (float value :
        new float[] {Float.NEGATIVE_INFINITY, -Float.MAX_VALUE, 65505, 1e-12f, 3e-5f, Float.NaN}) {
      Graph graph =
          image()
              .conv("x", 3, "a", 4)
              .scalar("sentinel", value)
              .node("Add", "a sentinel", "b")
              .conv("b", 4, "y", 4)
              .build();
      Halved result = Halved.of(graph);

      result.assertFull("Add");
      assertEquals(List.of("sentinel"), result.report().outOfRange());
      Runs.run(result.graph(), Map.of("x", IMAGE));
    }
  }

  @Test
  void keepsSharedWeightsInBothPrecisions() {
    Halved half =
        checked(
            sequence()
                .node("MatMul", "x w", "a")
                .node("MatMul", "a w", "b")
                .node("Softmax", "b", "y", integer("axis", -1)),
            Runs.noise(5, 2, 10, 16));
    assertEquals(1, half.weights(DataType.FLOAT16).size());
    assertEquals(0, half.weights(DataType.FLOAT).size());

    Halved both =
        checked(
            sequence()
                .node("MatMul", "x w", "a")
                .node("Exp", "w", "e")
                .node("ReduceMax", "e", "max", integer("keepdims", 0))
                .node("Add", "a max", "y"),
            Runs.noise(5, 2, 10, 16));
    assertEquals(1, both.weights(DataType.FLOAT16).size());
    assertEquals(List.of("w"), both.weights(DataType.FLOAT));
  }

  /** A weight that a run may replace stays in FLOAT, under its name. */
  @Test
  void leavesDefaultsInFull() {
    Halved result =
        checked(
            new GraphBuilder()
                .input("x", -1, 3, 16, 16)
                .input("w", 4, 3, 1, 1)
                .output("y", -1, 4, 16, 16)
                .weight("w", 4, 3, 1, 1)
                .node("Conv", "x w", "y"));

    assertEquals(DataType.FLOAT_VALUE, result.type("w"));
    assertEquals(3, result.report().casts());
  }

  /** Biases that the exporter reshapes inside the graph. */
  @Test
  void movesConstantsInHalf() {
    Halved result =
        checked(
            image()
                .conv("x", 3, "a", 4)
                .weight("bias", 4)
                .longs("dims", 1, 4, 1, 1)
                .node("Reshape", "bias dims", "shaped")
                .node("Add", "a shaped", "b")
                .conv("b", 4, "y", 4));

    result.assertHalf("Reshape", "Add");
    assertEquals(2, result.report().casts());
  }

  @Test
  void convertsConstantNodes() {
    Halved result =
        checked(
            image()
                .node("Constant", "", "w", Attributes.of("value", ones(4, 3, 1, 1)))
                .node("Conv", "x w", "a")
                .node("Constant", "", "c", real("value_float", 0.5f))
                .node("Mul", "a c", "b")
                .conv("b", 4, "y", 4));

    result.assertHalf("Mul");
    assertTrue(result.nodes("Constant").isEmpty());
    assertEquals(2, result.report().casts());
  }

  private static TensorProto ones(long... dimensions) {
    float[] ones = new float[(int) Arrays.stream(dimensions).reduce(1, Math::multiplyExact)];
    Arrays.fill(ones, 1);
    return TensorData.floats("", Arrays.stream(dimensions).boxed().toList(), ones);
  }
}
