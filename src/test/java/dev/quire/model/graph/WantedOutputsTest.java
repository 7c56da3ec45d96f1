package dev.quire.model.graph;

import static dev.quire.model.graph.GraphBuilder.inner;
import static dev.quire.model.graph.GraphBuilder.integer;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.quire.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WantedOutputsTest {

  private static final Tensor INPUT = Runs.noise(2, 2, 4);

  @Test
  void leavesOutWhatOnlyUnwantedOutputsNeed() {
    Graph whole = graph().build();
    Graph pruned = new WantedOutputs(List.of("box")).apply(whole);

    assertEquals(List.of("box"), pruned.outputs());
    assertEquals(List.of("x", "size"), pruned.inputs());
    assertEquals(
        List.of("MatMul", "Relu"),
        pruned.graph().getNodeList().stream().map(NodeProto::getOpType).toList());
    assertEquals(List.of("w"), weights(pruned));
    Map<String, Tensor> inputs = Map.of("x", INPUT, "size", Runs.noise(1, 2));
    assertArrayEquals(
        Runs.floats(Runs.run(whole, inputs).get("box")),
        Runs.floats(Runs.run(pruned, inputs).get("box")));
  }

  @Test
  void keepsTheGraphsOrder() {
    Graph whole = graph().build();

    assertEquals(
        List.of("box", "mask"), new WantedOutputs(List.of("mask", "box")).apply(whole).outputs());
    assertArrayEquals(whole.toBytes(), new WantedOutputs(whole.outputs()).apply(whole).toBytes());
  }

  @Test
  void keepsWhatInnerGraphsUse() {
    GraphProto taken = new GraphBuilder().output("t", 2, 4).node("MatMul", "h m", "t").proto();
    GraphProto other = new GraphBuilder().output("e", 2, 4).node("Identity", "h", "e").proto();
    Graph whole =
        graph()
            .node("ReduceMax", "h", "max", integer("keepdims", 0))
            .node("Greater", "max limit", "any")
            .scalar("limit", 0)
            .weight("never", 9)
            .node("If", "any", "z", inner("then_branch", taken), inner("else_branch", other))
            .output("z", 2, 4)
            .build();
    Graph pruned = new WantedOutputs(List.of("z")).apply(whole);

    assertEquals(List.of("w", "m", "limit"), weights(pruned));
    Map<String, Tensor> inputs = Map.of("x", INPUT, "size", Runs.noise(1, 2));
    assertArrayEquals(
        Runs.floats(Runs.run(whole, inputs).get("z")),
        Runs.floats(Runs.run(pruned, inputs).get("z")));
  }

  /** Else a run would have to feed the default's input. */
  @Test
  void dropsInputsWithTheirDefaults() {
    Graph pruned = new WantedOutputs(List.of("box")).apply(graph().input("m", 4, 4).build());

    assertEquals(2, pruned.graph().getInputCount());
  }

  @Test
  void refusesUnknownOutputs() {
    Graph graph = graph().build();
    WantedOutputs pass = new WantedOutputs(List.of("box", "label"));

    GraphException refusal = assertThrows(GraphException.class, () -> pass.apply(graph));
    assertTrue(refusal.getMessage().contains("test.onnx"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("'label', but [box, mask]"), refusal.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new WantedOutputs(List.of()));
  }

  private static GraphBuilder graph() {
    return new GraphBuilder()
        .input("x", 2, 4)
        .input("size", 2)
        .output("box", 2, 4)
        .output("mask", 2, 4)
        .weight("w", 4, 4)
        .weight("m", 4, 4)
        .node("MatMul", "x w", "h")
        .node("Relu", "h", "box")
        .node("MatMul", "h m", "n")
        .node("Sigmoid", "n", "mask");
  }

  private static List<String> weights(Graph graph) {
    return graph.graph().getInitializerList().stream().map(TensorProto::getName).toList();
  }
}
