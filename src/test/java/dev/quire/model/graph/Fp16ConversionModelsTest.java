package dev.quire.model.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Whole models on a drawn page. The processor computes FLOAT16 nodes in FLOAT between roundings.
 */
class Fp16ConversionModelsTest {

  private static final int ROW = 7;

  /** Below it, rows are no regions: the model's threshold is 0.44. */
  private static final float SCORE = 0.3f;

  /**
   * Measured: scores at most 0.0005 off, edges of boxes 0.13 of 640 pixels, 18 casts. The bounds
   * leave room for another order of sums.
   */
  @Test
  void keepsTheRegionsOfTheEmbeddedModel() throws IOException {
    Graph graph;
    try (InputStream file = getClass().getResourceAsStream("/models/page-mini/inference.onnx")) {
      graph = Graph.parse("page-mini", file.readAllBytes());
    }
    Fp16Conversion.Result result = new Fp16Conversion().apply(graph);
    Fp16Conversion.Report report = result.report();

    assertTrue(report.weightBytesAfter() <= 0.55 * report.weightBytesBefore(), report::toString);
    assertTrue(report.casts() <= 20, report::toString);
    assertEquals(List.of(), report.outOfRange());
    assertFull(
        result, Set.of("Sigmoid", "TopK", "Exp", "Div", "Range", "Equal", "Floor", "Max", "Min"));

    List<float[]> expected = regions(graph);
    List<float[]> found = regions(result.graph());
    assertFalse(expected.isEmpty());
    double score = 0;
    double edge = 0;
    for (float[] region : expected) {
      float[] twin = twin(region, found);
      score = Math.max(score, Math.abs(region[1] - twin[1]));
      edge = Math.max(edge, distance(region, twin));
    }
    assertEquals(expected.size(), found.size());
    assertEquals(0, score, 0.01);
    assertEquals(0, edge, 1);
  }

  /**
   * Measured: the map of text 0.0002 off in the mean, at most 0.07, at the edges of letters; 69 of
   * 63 337 pixels change sides.
   */
  @Test
  void keepsTheMapOfAnExportedDetector() throws IOException {
    Path file = Path.of("../shared/models/onnx/ch_PP-OCRv3_det_infer.onnx");
    assumeTrue(Files.exists(file), file + " is not there");
    Graph graph = Graph.parse(file.toString(), Files.readAllBytes(file));
    Fp16Conversion.Result result = new Fp16Conversion().apply(graph);
    Fp16Conversion.Report report = result.report();

    assertTrue(report.weightBytesAfter() <= 0.55 * report.weightBytesBefore(), report::toString);
    assertEquals(2, report.casts());
    assertEquals(List.of(), report.outOfRange());

    Map<String, Tensor> input = Map.of("x", page(640, 0.45f, 0.225f));
    String output = graph.outputs().get(0);
    float[] expected = Runs.floats(Runs.run(graph, input).get(output));
    float[] found = Runs.floats(Runs.run(result.graph(), input).get(output));
    double sum = 0;
    double largest = 0;
    int flipped = 0;
    int text = 0;
    for (int i = 0; i < expected.length; i++) {
      sum += Math.abs(expected[i] - found[i]);
      largest = Math.max(largest, Math.abs(expected[i] - found[i]));
      text += expected[i] > SCORE ? 1 : 0;
      flipped += expected[i] > SCORE != found[i] > SCORE ? 1 : 0;
    }
    assertTrue(text > 1000, text + " pixels of text");
    assertEquals(0, sum / expected.length, 0.001);
    assertTrue(flipped < 0.005 * text, flipped + " of " + text);
  }

  private static void assertFull(Fp16Conversion.Result result, Set<String> operators) {
    ElementTypes types = new ElementTypes(result.graph());
    for (NodeProto node : result.graph().graph().getNodeList()) {
      if (operators.contains(node.getOpType())) {
        for (String tensor : node.getInputList()) {
          assertFalse(types.of(tensor) == DataType.FLOAT16_VALUE, node.getName() + ' ' + tensor);
        }
      }
    }
  }

  private static List<float[]> regions(Graph graph) {
    Map<String, Tensor> inputs =
        Map.of("image", page(640, 0, 1), "im_shape", pair(640), "scale_factor", pair(1));
    float[] rows = Runs.floats(Runs.run(graph, inputs).get("fetch_name_0"));
    List<float[]> regions = new ArrayList<>();
    for (int at = 0; at < rows.length; at += ROW) {
      if (rows[at + 1] > SCORE) {
        regions.add(Arrays.copyOfRange(rows, at, at + ROW));
      }
    }
    return regions;
  }

  /** The nearest region of the same class; equal scores may change places. */
  private static float[] twin(float[] region, List<float[]> regions) {
    return regions.stream()
        .filter(other -> other[0] == region[0])
        .min((one, other) -> Float.compare(distance(region, one), distance(region, other)))
        .orElseThrow();
  }

  private static float distance(float[] one, float[] other) {
    float largest = 0;
    for (int i = 2; i < 6; i++) {
      largest = Math.max(largest, Math.abs(one[i] - other[i]));
    }
    return largest;
  }

  private static Tensor pair(float value) {
    Tensor tensor = Tensor.allocate(ElementType.FLOAT32, Shape.of(1, 2));
    tensor.data().asFloatBuffer().put(value).put(value);
    return tensor;
  }

  private static Tensor page(int side, float mean, float std) {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, side, side);
    graphics.setColor(Color.BLACK);
    // Strokes like letters, so that the page does not hang on the fonts at hand.
    Random random = new Random(1);
    for (int y = 60; y < side - 40; y += 22) {
      for (int x = 40; x < side - 60; x += 9) {
        if (random.nextInt(6) > 0) {
          int crossbar = y + random.nextInt(12);
          graphics.drawLine(x, y, x, y + 12);
          graphics.drawLine(x, crossbar, x + 5, crossbar);
          graphics.drawLine(x + random.nextInt(6), y + 12, x + 5, y + random.nextInt(12));
        }
      }
    }
    graphics.setColor(Color.GRAY);
    graphics.fillRect(300, 300, 200, 150);
    graphics.dispose();
    Tensor tensor = Tensor.allocate(ElementType.FLOAT32, Shape.of(1, 3, side, side));
    FloatBuffer values = tensor.data().asFloatBuffer();
    for (int shift = 16; shift >= 0; shift -= 8) {
      for (int i = 0; i < side * side; i++) {
        int value = image.getRGB(i % side, i / side) >> shift & 0xff;
        values.put((value / 255f - mean) / std);
      }
    }
    return tensor;
  }
}
