package dev.quire.model.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.NodeProto;
import dev.quire.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Convolutions in integers. */
class StaticInt8Test {

  private static final Map<String, ValueRange> RANGES =
      Map.of(
          "x", new ValueRange(-4, 4), "r", new ValueRange(0, 30), "y", new ValueRange(-150, 150));

  @ParameterizedTest
  @ValueSource(ints = {10, 12, 17})
  void convolvesAsInFloat(int opset) {
    Graph graph = ConvolutionGraphs.two(opset);
    Graph integers = new StaticInt8(RANGES, Set.of()).apply(graph);
    Map<String, Tensor> input = Map.of("x", Runs.noise(7, 1, 8, 12, 12));
    float[] expected = Runs.floats(Runs.run(graph, input).get("y"));
    float[] found = Runs.floats(Runs.run(integers, input).get("y"));

    double error = 0;
    double size = 0;
    for (int i = 0; i < expected.length; i++) {
      error += Math.pow(expected[i] - found[i], 2);
      size += Math.pow(expected[i], 2);
    }
    assertTrue(error > 0, "nothing was rounded");
    assertTrue(Math.sqrt(error / size) < 0.05, "off by " + Math.sqrt(error / size));
    assertTrue(integers.weightBytes() < 0.4 * graph.weightBytes());
  }

  @Test
  void leavesNamedOnesAndThoseWithoutRanges() {
    Graph graph = ConvolutionGraphs.two();

    assertSame(graph, new StaticInt8(RANGES, Set.of("c", "y")).apply(graph));
    assertSame(graph, new StaticInt8(Map.of(), Set.of()).apply(graph));
    Graph one = new StaticInt8(RANGES, Set.of("y")).apply(graph);
    assertEquals(List.of("QuantizeLinear", "QLinearConv", "DequantizeLinear", "Conv"), types(one));
    Graph both = new StaticInt8(RANGES, Set.of()).apply(graph);
    assertEquals(
        List.of("QuantizeLinear", "QLinearConv", "QLinearConv", "DequantizeLinear"), types(both));
  }

  @Test
  void layersAreConvolutionsOfGraphsThatKnowTheirOperators() {
    Graph graph = ConvolutionGraphs.two();

    assertEquals(
        List.of(new StaticInt8.Layer("c", "x", "r"), new StaticInt8.Layer("y", "r", "y")),
        StaticInt8.layers(graph));
    assertEquals(List.of("c", "y"), Int8Plan.layers(graph));
    assertEquals(List.of("x", "r", "y"), Int8Plan.tensors(graph));
    assertEquals(List.of(), Int8Plan.layers(ConvolutionGraphs.two(9)));
    assertSame(graph, new Int8Plan(RANGES, Set.of("c", "y")).apply(graph));
  }

  @Test
  void observedTensorsAreOutputsToo() {
    Graph graph = new ObservedTensors(List.of("r", "y")).apply(ConvolutionGraphs.two());

    assertEquals(List.of("y", "r"), graph.outputs());
    Map<String, Tensor> found = Runs.run(graph, Map.of("x", Runs.noise(7, 1, 8, 12, 12)));
    assertEquals(16 * 10 * 10, Runs.floats(found.get("r")).length);
  }

  @Test
  void rangesHoldZero() {
    assertEquals(new ValueRange(0, 5), new ValueRange(2, 5));
    assertEquals(0, new ValueRange(2, 5).zero());
    assertEquals(255, new ValueRange(-5, -2).zero());
    assertEquals(1, new ValueRange(-1, 254).scale(), 1e-6);
    assertEquals(1, new ValueRange(-1, 254).zero());
    assertEquals(1, new ValueRange(0, 0).scale());
  }

  private static List<String> types(Graph graph) {
    return graph.graph().getNodeList().stream().map(NodeProto::getOpType).toList();
  }
}
