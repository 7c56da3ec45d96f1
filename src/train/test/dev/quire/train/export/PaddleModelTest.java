package dev.quire.train.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.quire.model.ModelFile;
import dev.quire.model.paddle.Attribute;
import dev.quire.model.paddle.Operator;
import dev.quire.model.paddle.PaddleParameters;
import dev.quire.model.paddle.PaddleProgram;
import dev.quire.model.paddle.Variable;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.TensorSpec;
import dev.quire.train.net.PageMini;
import dev.quire.train.net.Parameters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PaddleModelTest {

  private static final Path SHIPPED = Path.of("src/main/resources/models/page-mini");
  private static final PageMini TINY = new PageMini(new PageMini.Widths(4, 8, 8, 16, 16, 16));

  private final ModelProto onnx = OnnxModel.of(TINY, new Parameters(TINY).start(1));
  private final PaddleWriter.Files files = PaddleModel.of(TINY, onnx);
  private final PaddleProgram program = PaddleProgram.parse(files.program(), "tiny");
  private final List<Operator> operators = program.blocks().get(0).operators();

  @Test
  void declaresTheContract() {
    assertEquals(
        List.of(
            new TensorSpec("im_shape", ElementType.FLOAT32, Shape.of(-1, 2)),
            new TensorSpec("image", ElementType.FLOAT32, Shape.of(-1, 3, -1, -1)),
            new TensorSpec("scale_factor", ElementType.FLOAT32, Shape.of(-1, 2))),
        program.inputs());
    assertEquals(
        List.of(
            new TensorSpec("fetch_name_0", ElementType.FLOAT32, Shape.of(-1, OnnxModel.ROW_LENGTH)),
            new TensorSpec("fetch_name_1", ElementType.INT32, Shape.of(-1))),
        program.outputs());
  }

  @Test
  void theParametersFit() {
    assertDoesNotThrow(
        () ->
            new PaddleParameters(program)
                .check(new ModelFile.Embedded("tiny.pdiparams", files::parameters)));
  }

  @Test
  void makesTheSameBytesEachTime() {
    PaddleWriter.Files again = PaddleModel.of(TINY, onnx);

    assertArrayEquals(files.program(), again.program());
    assertArrayEquals(files.parameters(), again.parameters());
  }

  /** After a training or a change of the exporter, run {@link ExportPaddle} again. */
  @Test
  void theShippedProgramIsMadeOfTheShippedGraph() throws IOException {
    PageMini net = new PageMini(PageMini.Widths.STANDARD);

    PaddleWriter.Files made = PaddleModel.of(net, ModelProto.parseFrom(shipped(".onnx")));

    assertArrayEquals(shipped(".pdmodel"), made.program());
    assertArrayEquals(shipped(".pdiparams"), made.parameters());
  }

  @Test
  void hasTheConvolutionsOfTheGraph() {
    Map<String, Operator> convolutions =
        operators.stream()
            .filter(operator -> operator.type().equals("conv2d"))
            .collect(Collectors.toMap(o -> o.inputs().get("Filter").get(0), o -> o));
    List<NodeProto> nodes =
        onnx.getGraph().getNodeList().stream()
            .filter(node -> node.getOpType().equals("Conv"))
            .toList();
    assertEquals(nodes.size(), convolutions.size());
    assertTrue(nodes.size() > 20, nodes.size() + " convolutions");
    for (NodeProto node : nodes) {
      Map<String, Attribute> attributes = convolutions.get(node.getInput(1)).attributes();
      assertEquals(ints(node, "strides"), attributes.get("strides"), node.getName());
      assertEquals(ints(node, "dilations"), attributes.get("dilations"), node.getName());
      Attribute.Ints pads = (Attribute.Ints) ints(node, "pads");
      assertEquals(
          new Attribute.Ints(pads.values().subList(0, 2)),
          attributes.get("paddings"),
          node.getName());
    }
  }

  @Test
  void hasTheWeightsOfTheGraph() {
    Map<String, byte[]> values = values();
    int weights = 0;
    for (TensorProto tensor : onnx.getGraph().getInitializerList()) {
      if (tensor.getName().matches(".*\\.(w|b|weight)")) {
        assertArrayEquals(
            tensor.getRawData().toByteArray(), values.get(tensor.getName()), tensor.getName());
        weights++;
      }
    }
    assertTrue(weights > 40, weights + " weights");
  }

  /** Paddle runs the operators as they stand. */
  @Test
  void makesEachTensorOnceAndBeforeItsUse() {
    Set<String> known = new HashSet<>(Set.of("feed"));
    program.parameters().forEach(parameter -> known.add(parameter.name()));
    for (Operator operator : operators) {
      operator
          .inputs()
          .values()
          .forEach(names -> assertTrue(known.containsAll(names), operator.toString()));
      for (List<String> names : operator.outputs().values()) {
        for (String name : names) {
          assertTrue(known.add(name) || name.equals("fetch"), operator.toString());
        }
      }
    }
    assertEquals(
        program.blocks().get(0).variables().stream()
            .map(Variable::name)
            .collect(Collectors.toSet()),
        known);
  }

  @Test
  void refusesAModelOfOtherWidths() {
    PageMini other = new PageMini(new PageMini.Widths(4, 8, 8, 16, 16, 32));

    String message =
        assertThrows(IllegalArgumentException.class, () -> PaddleModel.of(other, onnx))
            .getMessage();

    assertEquals(
        "The model has for p32.w type 1 of [16, 16, 1, 1]; expected floats of [32, 16, 1, 1]",
        message);
  }

  @Test
  void refusesAModelOfAnotherNetwork() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> PaddleModel.of(TINY, ModelProto.getDefaultInstance()))
            .getMessage();

    assertEquals("The model has for stem.0.w nothing; expected floats of [4, 3, 3, 3]", message);
  }

  private static Attribute ints(NodeProto node, String name) {
    AttributeProto attribute =
        node.getAttributeList().stream()
            .filter(a -> a.getName().equals(name))
            .findFirst()
            .orElseThrow();
    return new Attribute.Ints(attribute.getIntsList().stream().map(Long::intValue).toList());
  }

  /** The values in the parameters file. */
  private Map<String, byte[]> values() {
    Map<String, byte[]> values = new HashMap<>();
    List<Variable> parameters = program.parameters();
    int start = 0;
    for (Variable parameter : parameters) {
      byte[] file = files.parameters();
      int description = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(start + 16);
      int from = start + 20 + description;
      int size =
          (int) parameter.requireTensor().shape().elements()
              * parameter.requireTensor().type().bytes();
      values.put(parameter.name(), Arrays.copyOfRange(file, from, from + size));
      start = from + size;
    }
    return values;
  }

  private static byte[] shipped(String extension) throws IOException {
    return Files.readAllBytes(SHIPPED.resolve("inference" + extension));
  }
}
