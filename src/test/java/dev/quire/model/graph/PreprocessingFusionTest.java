package dev.quire.model.graph;

import static dev.quire.model.graph.GraphBuilder.inner;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.quire.model.ColorOrder;
import dev.quire.model.Preprocessing;
import dev.quire.model.Resolution;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PreprocessingFusionTest {

  private static final Preprocessing PLAIN =
      preprocessing(1.0 / 255, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

  private static final Preprocessing IMAGENET =
      preprocessing(1.0 / 255, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

  private static final Preprocessing BGR =
      new Preprocessing(
          Resolution.square(640),
          2,
          ColorOrder.BGR,
          1,
          List.of(104.0, 117.0, 123.0),
          List.of(127.5, 127.0, 128.0));

  static Stream<Arguments> cases() {
    // In the middle: as it is; a sign that only Add makes positive; and a mean taken off bytes.
    return Stream.of(
            PLAIN,
            IMAGENET,
            preprocessing(1, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0)),
            preprocessing(1.0 / 255, List.of(0.0, 0.0, 0.0), List.of(-1.0, -1.0, -1.0)),
            preprocessing(1, List.of(123.675, 116.28, 103.53), List.of(58.395, 57.12, 57.375)),
            BGR)
        .flatMap(
            preprocessing ->
                Stream.of(
                    Arguments.of(preprocessing, 1, 32, 32),
                    Arguments.of(preprocessing, 2, 17, 40),
                    Arguments.of(preprocessing, 3, 64, 33)));
  }

  /** What reaches the first convolution, and what leaves it, at each level of optimization. */
  @ParameterizedTest
  @MethodSource("cases")
  void feedsWhatTheNormalizerFeeds(Preprocessing preprocessing, int batch, int height, int width) {
    Graph plain =
        new GraphBuilder()
            .input("image", -1, 3, -1, -1)
            .output("seen", -1, 3, -1, -1)
            .output("y", -1, 8, -1, -1)
            .node("Identity", "image", "seen")
            .conv("image", 3, "c", 8)
            .node("Relu", "c", "y")
            .build();
    Tensor pixels = pixels(batch, height, width);
    Tensor planes = planes(preprocessing, pixels);
    Graph grafted = new PreprocessingFusion("image", preprocessing).apply(plain);
    for (OptLevel level : OptLevel.values()) {
      Map<String, Tensor> expected = Runs.run(plain, Map.of("image", planes), level);
      Map<String, Tensor> found = Runs.run(grafted, Map.of("image", pixels), level);
      assertArrayEquals(bits(planes), bits(found.get("seen")), "seen at " + level);
      assertArrayEquals(bits(expected.get("y")), bits(found.get("y")), "y at " + level);
    }
  }

  /** The steps stand between the input and a convolution alone, where fusions could take them. */
  @ParameterizedTest
  @MethodSource("cases")
  void leavesWhatAModelComputesAsItWas(
      Preprocessing preprocessing, int batch, int height, int width) {
    Graph plain =
        new GraphBuilder()
            .input("image", -1, 3, -1, -1)
            .output("y", -1, 16, -1, -1)
            .conv("image", 3, "a", 16)
            .node("Relu", "a", "b")
            .conv("b", 16, "y", 16)
            .build();
    Tensor pixels = pixels(batch, height, width);
    Tensor planes = planes(preprocessing, pixels);
    Graph grafted = new PreprocessingFusion("image", preprocessing).apply(plain);

    assertArrayEquals(
        bits(Runs.run(plain, Map.of("image", planes)).get("y")),
        bits(Runs.run(grafted, Map.of("image", pixels)).get("y")));
  }

  @ParameterizedTest
  @CsvSource({"1, 256, 256", "1, 320, 224", "2, 192, 256", "3, 160, 160"})
  void leavesWhatTheEmbeddedModelComputesAsItWas(int batch, int height, int width) {
    Graph plain = embedded();
    for (Preprocessing preprocessing : List.of(PLAIN, IMAGENET)) {
      Tensor pixels = pixels(batch, height, width);
      Map<String, Tensor> expected =
          Runs.run(plain, withSizes(planes(preprocessing, pixels), batch, height, width));
      Map<String, Tensor> found =
          Runs.run(
              new PreprocessingFusion("image", preprocessing).apply(plain),
              withSizes(pixels, batch, height, width));
      for (String output : plain.outputs()) {
        assertEquals(expected.get(output).shape(), found.get(output).shape());
        assertArrayEquals(bits(expected.get(output)), bits(found.get(output)), output);
      }
    }
  }

  @Test
  void leavesOutStepsThatChangeNoBit() {
    assertEquals(List.of("Transpose", "Cast", "Constant", "Mul"), steps(PLAIN));
    assertEquals(
        List.of("Transpose", "Cast", "Constant", "Mul", "Constant", "Add"), steps(IMAGENET));
    assertEquals(
        List.of("Transpose", "Constant", "Gather", "Cast", "Constant", "Mul", "Constant", "Add"),
        steps(BGR));
    assertEquals(
        List.of("Transpose", "Cast"),
        steps(preprocessing(1, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0))));
    // -0 * 1 + 0 is 0: here Add is no idle step.
    assertEquals(
        List.of("Transpose", "Cast", "Constant", "Mul", "Constant", "Add"),
        steps(preprocessing(1, List.of(0.0, 0.0, 0.0), List.of(-1.0, -1.0, -1.0))));
  }

  @Test
  void feedsHalfToAHalfGraph() {
    Graph plain =
        new GraphBuilder()
            .input("image", DataType.FLOAT16, -1, 3, -1, -1)
            .output("y", DataType.FLOAT16, -1, 3, -1, -1)
            .node("Identity", "image", "y")
            .build();
    Tensor pixels = pixels(2, 9, 11);
    float[] planes = Runs.floats(planes(IMAGENET, pixels));

    Tensor found =
        Runs.run(new PreprocessingFusion("image", IMAGENET).apply(plain), Map.of("image", pixels))
            .get("y");

    assertEquals(ElementType.FLOAT16, found.type());
    for (int i = 0; i < planes.length; i++) {
      assertEquals(Float16.fromFloat(planes[i]), found.data().getShort(2 * i), "value " + i);
    }
  }

  @Test
  void keepsNameAndDynamicDimensions() {
    Graph grafted = new PreprocessingFusion("image", PLAIN).apply(embedded());
    ValueInfoProto image =
        grafted.graph().getInputList().stream()
            .filter(input -> input.getName().equals("image"))
            .findFirst()
            .orElseThrow();

    assertEquals(DataType.UINT8_VALUE, image.getType().getTensorType().getElemType());
    assertEquals(
        List.of("batch", "height", "width", "3"),
        image.getType().getTensorType().getShape().getDimList().stream()
            .map(
                dimension ->
                    dimension.hasDimValue()
                        ? Long.toString(dimension.getDimValue())
                        : dimension.getDimParam())
            .toList());
    assertEquals(List.of("im_shape", "image", "scale_factor"), grafted.inputs());
  }

  /** An inner graph takes the image by its name, unless it has one of its own. */
  @Test
  void followsTheImageIntoInnerGraphs() {
    GraphProto taken =
        new GraphBuilder().output("t", -1, 3, -1, -1).node("Neg", "image", "t").proto();
    GraphProto other =
        new GraphBuilder().output("e", -1, 3, -1, -1).node("Abs", "image", "e").proto();
    Graph plain =
        new GraphBuilder()
            .input("image", -1, 3, -1, -1)
            .output("y", -1, 3, -1, -1)
            .node("ReduceMax", "image", "max", GraphBuilder.integer("keepdims", 0))
            .scalar("limit", 0.5f)
            .node("Greater", "max limit", "bright")
            .node("If", "bright", "y", inner("then_branch", taken), inner("else_branch", other))
            .build();
    Tensor pixels = pixels(1, 8, 8);

    assertArrayEquals(
        bits(Runs.run(plain, Map.of("image", planes(IMAGENET, pixels))).get("y")),
        bits(
            Runs.run(
                    new PreprocessingFusion("image", IMAGENET).apply(plain),
                    Map.of("image", pixels))
                .get("y")));
  }

  @Test
  void worksOnOldGraphs() {
    Graph plain =
        new GraphBuilder()
            .irVersion(3)
            .opset(7)
            .input("image", 1, 3, 8, 8)
            .output("y", 1, 3, 8, 8)
            .node("Relu", "image", "y")
            .build();
    Tensor pixels = pixels(1, 8, 8);

    for (Preprocessing preprocessing : List.of(IMAGENET, BGR)) {
      assertArrayEquals(
          bits(Runs.run(plain, Map.of("image", planes(preprocessing, pixels))).get("y")),
          bits(
              Runs.run(
                      new PreprocessingFusion("image", preprocessing).apply(plain),
                      Map.of("image", pixels))
                  .get("y")));
    }
  }

  @Test
  void refusesWhatIsNoImage() {
    assertRefused(graph(DataType.FLOAT, -1, 3, -1, -1), "picture", "no input 'picture'");
    assertRefused(graph(DataType.FLOAT, -1, 1, -1, -1), "x", "[?x0, 1, ?x2, ?x3]");
    assertRefused(graph(DataType.FLOAT, -1, -1, 3, 3), "x", "[batch, 3, height, width]");
    assertRefused(graph(DataType.FLOAT, 3, 8, 8), "x", "[3, 8, 8]");
    assertRefused(graph(DataType.FLOAT), "x", "[]");
    assertRefused(graph(DataType.DOUBLE, -1, 3, -1, -1), "x", "element type 11");
    assertRefused(graph(DataType.FLOAT, -1, 3, -1, -1).opset(6), "x", "opset 6");
    assertRefused(
        graph(DataType.FLOAT, -1, 3, -1, -1).output("x", -1, 3, -1, -1), "x", "hands the input");
    assertRefused(
        graph(DataType.FLOAT, 1, 3, 1, 1).floats("x", new float[3], 1, 3, 1, 1), "x", "default");
  }

  private static GraphBuilder graph(DataType type, long... dimensions) {
    return new GraphBuilder()
        .input("x", type, dimensions)
        .output("y", type, dimensions)
        .node("Identity", "x", "y");
  }

  private static void assertRefused(GraphBuilder builder, String input, String message) {
    Graph graph = builder.build();
    PreprocessingFusion graft = new PreprocessingFusion(input, PLAIN);
    GraphException refusal = assertThrows(GraphException.class, () -> graft.apply(graph));
    assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("test.onnx"), refusal.getMessage());
  }

  private static List<String> steps(Preprocessing preprocessing) {
    Graph plain =
        new GraphBuilder()
            .input("image", -1, 3, -1, -1)
            .output("y", -1, 3, -1, -1)
            .node("Relu", "image", "y")
            .build();
    List<String> types =
        new PreprocessingFusion("image", preprocessing)
            .apply(plain).graph().getNodeList().stream().map(NodeProto::getOpType).toList();
    return types.subList(0, types.size() - 1);
  }

  private static Preprocessing preprocessing(double scale, List<Double> mean, List<Double> std) {
    return new Preprocessing(Resolution.square(640), 2, scale, mean, std);
  }

  private static Tensor pixels(int batch, int height, int width) {
    Tensor pixels = Tensor.allocate(ElementType.UINT8, Shape.of(batch, height, width, 3));
    byte[] bytes = new byte[pixels.data().remaining()];
    new Random(batch * 31L + height).nextBytes(bytes);
    // All values of a byte, whatever the noise holds.
    for (int i = 0; i < Math.min(768, bytes.length); i++) {
      bytes[i] = (byte) (i / 3);
    }
    pixels.data().duplicate().put(bytes);
    return pixels;
  }

  /** As the layout task's normalizer computes it. */
  private static Tensor planes(Preprocessing preprocessing, Tensor pixels) {
    int batch = (int) pixels.shape().dimension(0);
    long height = pixels.shape().dimension(1);
    long width = pixels.shape().dimension(2);
    Tensor planes = Tensor.allocate(ElementType.FLOAT32, Shape.of(batch, 3, height, width));
    FloatBuffer target = planes.data().asFloatBuffer();
    int plane = (int) (height * width);
    for (int page = 0; page < batch; page++) {
      for (int channel = 0; channel < 3; channel++) {
        double std = preprocessing.std().get(channel);
        float alpha = (float) (preprocessing.scale() / std);
        float beta = (float) (-preprocessing.mean().get(channel) / std);
        for (int i = 0; i < plane; i++) {
          int source = preprocessing.colors() == ColorOrder.BGR ? 2 - channel : channel;
          int value = pixels.data().get((page * plane + i) * 3 + source) & 0xff;
          target.put(value * alpha + beta);
        }
      }
    }
    return planes;
  }

  private static Map<String, Tensor> withSizes(Tensor image, int batch, int height, int width) {
    Tensor sizes = Tensor.allocate(ElementType.FLOAT32, Shape.of(batch, 2));
    Tensor scales = Tensor.allocate(ElementType.FLOAT32, Shape.of(batch, 2));
    for (int i = 0; i < batch; i++) {
      sizes.data().asFloatBuffer().put(2 * i, height).put(2 * i + 1, width);
      scales.data().asFloatBuffer().put(2 * i, 1).put(2 * i + 1, 1);
    }
    Map<String, Tensor> inputs = new HashMap<>();
    inputs.put("image", image);
    inputs.put("im_shape", sizes);
    inputs.put("scale_factor", scales);
    return inputs;
  }

  private static int[] bits(Tensor tensor) {
    int[] bits = new int[tensor.data().remaining() / Integer.BYTES];
    tensor.data().asIntBuffer().get(bits);
    return bits;
  }

  private static Graph embedded() {
    try (InputStream file =
        PreprocessingFusionTest.class.getResourceAsStream("/models/page-mini/inference.onnx")) {
      return Graph.parse("page-mini", file.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
