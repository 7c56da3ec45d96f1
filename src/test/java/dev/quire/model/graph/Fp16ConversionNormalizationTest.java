package dev.quire.model.graph;

import static dev.quire.model.graph.GraphBuilder.integer;
import static dev.quire.model.graph.GraphBuilder.ints;
import static dev.quire.model.graph.Halved.checked;
import static dev.quire.model.graph.Halved.image;
import static dev.quire.model.graph.Halved.sequence;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Normalizations: of batches, merged into the work before them where possible, and of layers. */
class Fp16ConversionNormalizationTest {

  @ParameterizedTest
  @ValueSource(ints = {9, 13, 14, 15, 17})
  void mergesNormalizationsIntoTheWork(int opset) {
    Halved result =
        checked(
            norm(image().opset(opset).conv("x", 3, "a", 8), "a", "b", 8)
                .node("Relu", "b", "c")
                .conv("c", 8, "y", 4));

    assertTrue(result.nodes("BatchNormalization").isEmpty());
    assertEquals(1, result.report().folded());
    assertEquals(2, result.report().casts());
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 13, 14, 15, 17})
  void normalizesBatchesByParametersOfItsType(int opset) {
    Halved result =
        checked(
            norm(image().opset(opset).conv("x", 3, "a", 8).node("Relu", "a", "r"), "r", "b", 8)
                .conv("b", 8, "y", 4));

    NodeProto norm = result.node("BatchNormalization");
    for (String input : norm.getInputList()) {
      assertEquals(DataType.FLOAT16_VALUE, result.type(input), input);
    }
    assertEquals(0, result.report().folded());
    assertEquals(2, result.report().casts());
  }

  @Test
  void mergesIntoTransposedConvolutions() {
    GraphBuilder graph =
        new GraphBuilder()
            .input("x", -1, 3, 8, 8)
            .output("y", -1, 5, 16, 16)
            .weight("w", 3, 5, 2, 2)
            .weight("bias", 5)
            .node("ConvTranspose", "x w bias", "a", ints("strides", 2, 2));
    Halved result = checked(norm(graph, "a", "y", 5), Runs.noise(4, 2, 3, 8, 8));

    assertEquals(1, result.report().folded());
    result.assertHalf("ConvTranspose");
  }

  /** A weight of no values may name any number of channels. */
  @Test
  void leavesNormalizationsThatDoNotFit() {
    Graph graph =
        norm(
                image()
                    .initializer(
                        TensorData.floats("w", List.of(1L << 40, 0L, 3L, 3L), new float[0]))
                    .node("Conv", "x w", "a"),
                "a",
                "y",
                4)
            .build();

    assertEquals(0, Halved.of(graph).report().folded());
  }

  /** Others want what the normalization takes. */
  @Test
  void leavesNormalizationsOfSharedTensors() {
    Halved result =
        checked(
            norm(image().conv("x", 3, "a", 4), "a", "b", 4)
                .node("Add", "a b", "c")
                .conv("c", 4, "y", 4));

    assertEquals(0, result.report().folded());
    result.assertHalf("BatchNormalization", "Add");
  }

  @Test
  void normalizesLayersInFull() {
    Halved result =
        checked(
            sequence()
                .node("MatMul", "x w", "a")
                .floats("gamma", ones(16), 16)
                .floats("beta", ones(16), 16)
                .node("LayerNormalization", "a gamma beta", "n", integer("axis", -1))
                .node("MatMul", "n w", "y"),
            Runs.noise(5, 2, 10, 16));

    result.assertFull("LayerNormalization");
    result.assertHalf("MatMul");
    assertEquals(4, result.report().casts());
  }

  @Test
  void normalizesLayersInPartsInFull() {
    for (boolean pow : new boolean[] {true, false}) {
      GraphBuilder graph =
          sequence()
              .node("MatMul", "x w", "a")
              .scalar("two", 2)
              .scalar("epsilon", 1e-5f)
              .floats("gamma", ones(16), 16)
              .node("ReduceMean", "a", "mean", ints("axes", -1))
              .node("Sub", "a mean", "centred");
      Halved result =
          checked(
              (pow
                      ? graph.node("Pow", "centred two", "square")
                      : graph.node("Mul", "centred centred", "square"))
                  .node("ReduceMean", "square", "variance", ints("axes", -1))
                  .node("Add", "variance epsilon", "safe")
                  .node("Sqrt", "safe", "deviation")
                  .node("Div", "centred deviation", "normal")
                  .node("Mul", "normal gamma", "n")
                  .node("MatMul", "n w", "y"),
              Runs.noise(5, 2, 10, 16));

      result.assertFull("ReduceMean", "Sub", "Sqrt", "Div", "Mul", "Add");
      assertEquals(4, result.report().casts());
    }
  }

  private static GraphBuilder norm(GraphBuilder graph, String from, String result, int channels) {
    float[] variance = new float[channels];
    for (int i = 0; i < channels; i++) {
      variance[i] = 0.5f + i;
    }
    return graph
        .weight("scale", channels)
        .weight("shift", channels)
        .weight("mean", channels)
        .floats("variance", variance, channels)
        .node("BatchNormalization", from + " scale shift mean variance", result);
  }

  private static float[] ones(int size) {
    float[] ones = new float[size];
    Arrays.fill(ones, 1);
    return ones;
  }
}
