package dev.quire.model.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnx.proto.OnnxMl.NodeProto;
import dev.quire.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whole models on noise, run before and after. Measured: at most 3e-7 off, the recognisers 7e-6.
 */
class AffineFoldingModelsTest {

  private static final float TOLERANCE = 1e-5f;

  @ParameterizedTest
  @CsvSource({
    "ch_PP-OCRv4_det_infer, 1, 352, 256, 330, 187",
    "ch_PP-OCRv4_rec_infer, 2, 48, 320, 440, 282",
    "ch_ppocr_mobile_v2.0_cls_infer, 3, 48, 192, 258, 187",
  })
  void bundledModelsComputeTheSame(
      String model, int batch, int height, int width, int before, int after) throws IOException {
    try (InputStream file = getClass().getResourceAsStream("/models/" + model + ".onnx")) {
      compare(Graph.parse(model, file.readAllBytes()), batch, height, width, before, after);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PP-OCRv6_det_small, 1, 352, 256, 464, 240",
    "PP-OCRv6_rec_small, 2, 48, 320, 480, 288",
  })
  void newerModelsComputeTheSame(
      String model, int batch, int height, int width, int before, int after) throws IOException {
    Path file = Path.of("../shared/models/onnx/" + model + ".onnx");
    assumeTrue(Files.exists(file), file + " is not there");
    compare(Graph.parse(model, Files.readAllBytes(file)), batch, height, width, before, after);
  }

  private static void compare(
      Graph graph, int batch, int height, int width, int before, int after) {
    Graph folded = new AffineFolding().apply(graph);

    Map<String, Tensor> inputs =
        Map.of(graph.inputs().get(0), Runs.noise(1, batch, 3, height, width));
    Map<String, Tensor> expected = Runs.run(graph, inputs);
    Map<String, Tensor> found = Runs.run(folded, inputs);
    assertEquals(expected.keySet(), found.keySet());
    expected.forEach(
        (name, tensor) -> {
          float[] values = Runs.floats(tensor);
          float[] others = Runs.floats(found.get(name));
          assertEquals(tensor.shape(), found.get(name).shape());
          float largest = 0;
          for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
          }
          assertTrue(largest > 0.01, name + " is nothing but zeros");
          assertArrayEquals(values, others, TOLERANCE, name);
        });
    assertEquals(before, steps(graph));
    assertEquals(after, steps(folded));
  }

  /** Nodes that do something at each run. */
  private static long steps(Graph graph) {
    return graph.graph().getNodeList().stream()
        .map(NodeProto::getOpType)
        .filter(type -> !type.equals("Constant"))
        .count();
  }
}
