package dev.quire.model.graph;

import static dev.quire.model.graph.GraphBuilder.inner;
import static dev.quire.model.graph.GraphBuilder.integer;
import static dev.quire.model.graph.GraphBuilder.ints;
import static dev.quire.model.graph.GraphBuilder.real;
import static dev.quire.model.graph.Halved.checked;
import static dev.quire.model.graph.Halved.image;
import static dev.quire.model.graph.Halved.sequence;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a graph as a whole, and what is left as it is. */
class Fp16ConversionTest {

  @Test
  void castsOnceEachWayAroundAChain() {
    Halved result =
        checked(
            image()
                .conv("x", 3, "a", 8)
                .node("Relu", "a", "b")
                .conv("b", 8, "c", 8)
                .node("LeakyRelu", "c", "d", real("alpha", 0.1f))
                .conv("d", 8, "e", 8)
                .node("Add", "e d", "f")
                .node("Relu", "f", "g")
                .conv("g", 8, "y", 4));

    Fp16Conversion.Report report = result.report();
    assertEquals(2, report.casts());
    assertEquals(8, report.halfNodes());
    assertEquals(0, report.fullNodes());
    assertEquals(4 * 9 * (3 * 8 + 8 * 8 + 8 * 8 + 8 * 4), report.weightBytesBefore());
    assertEquals(report.weightBytesBefore() / 2, report.weightBytesAfter());
    assertFalse(report.alreadyHalf());
  }

  @Test
  void leavesHalfGraphsAsTheyAre() {
    Graph byInput =
        new GraphBuilder()
            .input("x", DataType.FLOAT16, -1, 3)
            .output("y", DataType.FLOAT16, -1, 3)
            .node("Relu", "x", "y")
            .build();
    Graph byWeight =
        sequence()
            .initializer(TensorData.toHalf("h", TensorData.floats("", List.of(16L), new float[16])))
            .node("Cast", "h", "b", integer("to", 1))
            .node("MatMul", "x w", "a")
            .node("Add", "a b", "y")
            .build();
    for (Graph graph : List.of(byInput, byWeight)) {
      Halved result = Halved.of(graph);

      assertSame(graph, result.graph());
      assertTrue(result.report().alreadyHalf());
      assertEquals(0, result.report().casts());
      assertEquals(result.report().weightBytesBefore(), result.report().weightBytesAfter());
    }
  }

  /** What nobody knows runs in FLOAT, and so does what only passes its results on. */
  @Test
  void leavesUnknownOperatorsInFull() {
    Graph graph =
        image()
            .conv("x", 3, "a", 4)
            .custom("com.example", "Conv", "a w", "b")
            .weight("w", 4, 4, 1, 1)
            .node("Relu", "b", "c")
            .node("NotYetInvented", "c", "d")
            .node("Identity", "d", "e")
            .node("Conv", "c w", "f")
            .node("Add", "e f", "y")
            .build();
    Halved result = Halved.of(graph);

    NodeProto custom =
        result.nodes("Conv").stream()
            .filter(node -> !node.getDomain().isEmpty())
            .findFirst()
            .orElseThrow();
    assertEquals(List.of("a", "w"), custom.getInputList());
    assertEquals("c", result.node("NotYetInvented").getInput(0));
    assertEquals("d", result.node("Identity").getInput(0));
    assertEquals(1, result.report().halfNodes());
  }

  @Test
  void leavesWhatInnerGraphsUseInFull() {
    GraphProto one =
        new GraphBuilder()
            .output("t", -1, 4, 16, 16)
            .node("Mul", "features two", "u")
            .node("Conv", "u inner.w", "t", ints("pads", 1, 1, 1, 1))
            .weight("inner.w", 4, 4, 3, 3)
            .proto();
    GraphProto other =
        new GraphBuilder().output("e", -1, 4, 16, 16).node("Neg", "features", "e").proto();
    Halved result =
        checked(
            image()
                .conv("x", 3, "features", 4)
                .floats("two", new float[] {2})
                .node("Mul", "features two", "more")
                .conv("more", 4, "less", 4)
                .node("ReduceMax", "features", "max", integer("keepdims", 0))
                .scalar("limit", -5)
                .node("Greater", "max limit", "any")
                .node("If", "any", "chosen", inner("then_branch", one), inner("else_branch", other))
                .node("Add", "chosen less", "y"));

    assertEquals(DataType.FLOAT_VALUE, result.type("features"));
    assertEquals(DataType.FLOAT_VALUE, result.type("two"));
    result.assertHalf("Mul", "Conv");
    result.assertFull("ReduceMax", "If", "Add");
    // The image, the features and what is left of them.
    assertEquals(3, result.report().casts());
  }

  @Test
  void leavesDoublesAlone() {
    Graph graph =
        new GraphBuilder()
            .input("x", DataType.DOUBLE, 2, 3)
            .output("y", DataType.DOUBLE, 2, 2)
            .initializer(
                TensorProto.newBuilder()
                    .setName("w")
                    .setDataType(DataType.DOUBLE_VALUE)
                    .addDims(3)
                    .addDims(2)
                    .addAllDoubleData(List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0))
                    .build())
            .node("MatMul", "x w", "y")
            .build();

    assertEquals(0, Halved.of(graph).report().halfNodes());
  }

  /** Engines know dequantizing and the work after it as one step. */
  @Test
  void leavesQuantizedWorkAlone() {
    Halved result =
        checked(
            image()
                .scalar("scale", 0.05f)
                .weight("w", 4, 3, 1, 1)
                .node("QuantizeLinear", "x scale", "q")
                .node("DequantizeLinear", "q scale", "d")
                .node("Conv", "d w", "y"));

    assertEquals(0, result.report().halfNodes());
    assertEquals(0, result.report().casts());
  }

  /** Where a weight had to be an input too, the converted one has to be as well. */
  @Test
  void worksOnOldGraphs() {
    GraphBuilder graph =
        new GraphBuilder()
            .irVersion(3)
            .opset(9)
            .input("x", 1, 3, 8, 8)
            .input("w", 4, 3, 1, 1)
            .output("y", 1, 4, 8, 8)
            .weight("w", 4, 3, 1, 1)
            .node("Conv", "x w", "y");
    Halved result = checked(graph, Runs.noise(1, 1, 3, 8, 8));

    result.assertHalf("Conv");
    assertEquals(List.of("x"), result.graph().inputs());
    assertEquals(2, result.graph().graph().getInputCount());
  }

  @Test
  void refusesOldGraphs() {
    Graph graph = image().opset(6).conv("x", 3, "y", 4).build();
    Fp16Conversion pass = new Fp16Conversion();

    GraphException refusal = assertThrows(GraphException.class, () -> pass.apply(graph));
    assertTrue(refusal.getMessage().contains("opset 6"), refusal.getMessage());
  }
}
