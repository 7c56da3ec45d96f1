package dev.quire.model.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** A small graph after the pass, to be asked what runs in which precision and what it computes. */
record Halved(Fp16Conversion.Result result) {

  static final Tensor IMAGE = Runs.noise(3, 2, 3, 16, 16);

  /** Of values around 1 after a few layers; FLOAT16 has a little over three digits. */
  private static final double TOLERANCE = 0.02;

  /** A graph to be continued from the image x to y. */
  static GraphBuilder image() {
    return new GraphBuilder().input("x", -1, 3, 16, 16).output("y", -1, 4, 16, 16);
  }

  /** A graph to be continued from the sequence x to y, with a weight w. */
  static GraphBuilder sequence() {
    return new GraphBuilder().input("x", -1, 10, 16).output("y", -1, 10, -1).weight("w", 16, 16);
  }

  /** Applies the pass, no more. */
  static Halved of(Graph graph) {
    return new Halved(new Fp16Conversion().apply(graph));
  }

  static Halved checked(GraphBuilder graph) {
    return checked(graph, IMAGE);
  }

  static Halved checked(GraphBuilder graph, Tensor input) {
    return checked(graph, input, TOLERANCE);
  }

  /**
   * Applies the pass. The mixed graph must open at each level of optimization and compute what the
   * other does.
   *
   * @param input what x is
   * @param tolerance relative to the largest value where that is over 1
   */
  static Halved checked(GraphBuilder builder, Tensor input, double tolerance) {
    Graph graph = builder.build();
    Halved halved = of(graph);
    assertEquals(graph.inputs(), halved.graph().inputs());
    assertEquals(graph.graph().getOutputList(), halved.graph().graph().getOutputList());
    Map<String, Tensor> expected = Runs.run(graph, Map.of("x", input));
    for (OptLevel level : OptLevel.values()) {
      Map<String, Tensor> found = Runs.run(halved.graph(), Map.of("x", input), level);
      for (String output : graph.outputs()) {
        assertEquals(expected.get(output).shape(), found.get(output).shape());
        if (expected.get(output).type() == ElementType.FLOAT32) {
          assertClose(expected.get(output), found.get(output), tolerance, output);
        }
      }
    }
    assertEquals(
        halved.report().casts() + halved.report().halfNodes() + halved.report().fullNodes(),
        halved.graph().nodes());
    return halved;
  }

  private static void assertClose(Tensor expected, Tensor found, double tolerance, String output) {
    float[] one = Runs.floats(expected);
    float[] other = Runs.floats(found);
    double largest = 1;
    for (float value : one) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < one.length; i++) {
      assertEquals(one[i], other[i], tolerance * largest, output + " at " + i);
    }
  }

  Graph graph() {
    return result.graph();
  }

  Fp16Conversion.Report report() {
    return result.report();
  }

  /** All nodes of these operators, and there are some, run in FLOAT16. */
  void assertHalf(String... operators) {
    assertTypes(DataType.FLOAT16, operators);
  }

  /** All nodes of these operators, and there are some, run in FLOAT. */
  void assertFull(String... operators) {
    assertTypes(DataType.FLOAT, operators);
  }

  private void assertTypes(DataType type, String... operators) {
    for (String operator : operators) {
      List<NodeProto> nodes = nodes(operator);
      assertFalse(nodes.isEmpty(), operator);
      for (NodeProto node : nodes) {
        assertEquals(type.getNumber(), type(node.getOutput(0)), node.getName());
      }
    }
  }

  /** A tensor's type, one of {@link DataType}'s numbers. */
  int type(String tensor) {
    return new ElementTypes(graph()).of(tensor);
  }

  /** The first node of an operator. */
  NodeProto node(String operator) {
    return nodes(operator).get(0);
  }

  List<NodeProto> nodes(String operator) {
    return graph().graph().getNodeList().stream()
        .filter(node -> node.getOpType().equals(operator))
        .toList();
  }

  /** The names of the weights of a type. */
  List<String> weights(DataType type) {
    return graph().graph().getInitializerList().stream()
        .filter(weight -> weight.getDataType() == type.getNumber())
        .map(TensorProto::getName)
        .toList();
  }
}
