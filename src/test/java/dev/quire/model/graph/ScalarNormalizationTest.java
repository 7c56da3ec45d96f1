package dev.quire.model.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import dev.quire.model.Preprocessing;
import dev.quire.model.Resolution;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Behind {@link PreprocessingFusion}, as models are run. */
class ScalarNormalizationTest {

  @Test
  void channelsOfOneScaleAreScaledByOneValue() {
    Graph graph = fused(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

    Graph simple = new ScalarNormalization().apply(graph);

    assertEquals(List.of(1L, 3L, 1L, 1L), dimensions(graph, "Mul"));
    assertEquals(List.of(), dimensions(simple, "Mul"));
    assertArrayEquals(run(graph), run(simple), 1e-6f);
  }

  @Test
  void channelsOfSeveralScalesStayAsTheyAre() {
    Graph graph = fused(List.of(0.5, 0.4, 0.3), List.of(0.2, 0.3, 0.4));

    assertSame(graph, new ScalarNormalization().apply(graph));
  }

  @Test
  void factorsOfOtherTensorsStayAsTheyAre() {
    Graph graph = ConvolutionGraphs.two();

    assertSame(graph, new ScalarNormalization().apply(graph));
  }

  private static Graph fused(List<Double> mean, List<Double> std) {
    return new PreprocessingFusion("x", preprocessing(mean, std)).apply(one());
  }

  private static Preprocessing preprocessing(List<Double> mean, List<Double> std) {
    return new Preprocessing(Resolution.square(32), 2, 1 / 255.0, mean, std);
  }

  /** {@code y = conv(x)}. */
  private static Graph one() {
    return Graph.of(
        "one",
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
            .setGraph(
                GraphProto.newBuilder()
                    .setName("one")
                    .addInput(ConvolutionGraphs.image("x"))
                    .addOutput(ConvolutionGraphs.value("y"))
                    .addInitializer(
                        TensorData.floats(
                            "w", List.of(4L, 3L, 3L, 3L), Runs.floats(Runs.noise(1, 4, 3, 3, 3))))
                    .addNode(GraphRewrite.node("Conv", List.of("x", "w"), "y")))
            .build());
  }

  private static List<Long> dimensions(Graph graph, String type) {
    GraphRewrite view = new GraphRewrite(graph);
    NodeProto node =
        graph.graph().getNodeList().stream()
            .filter(any -> any.getOpType().equals(type))
            .findFirst()
            .orElseThrow();
    return view.constant(node.getInput(1)).orElseThrow().getDimsList();
  }

  private static float[] run(Graph graph) {
    Tensor pixels = Tensor.allocate(ElementType.UINT8, Shape.of(1, 8, 8, 3));
    byte[] bytes = new byte[8 * 8 * 3];
    new Random(5).nextBytes(bytes);
    pixels.data().duplicate().put(bytes);
    return Runs.floats(Runs.run(graph, Map.of("x", pixels)).get("y"));
  }
}
