package dev.quire.model.paddle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import dev.quire.model.ModelException;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.TensorSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PaddleProgramTest {

  private static final Path SHARED = Path.of("../shared/models/paddle");

  @Test
  void readsWhatItWrote() {
    PaddleProgram program = Programs.rich();

    PaddleProgram read = PaddleProgram.parse(program.toBytes(), Programs.NAME);

    assertEquals(program, read);
    assertArrayEquals(program.toBytes(), read.toBytes());
    assertEquals(2_003_002, read.version());
    assertEquals(Map.of("while", 1, "scale", 2), read.operatorVersions());
  }

  @Test
  void keepsTheOrderOfSlotsAndAttributes() {
    Operator operator =
        PaddleProgram.parse(Programs.rich().toBytes(), Programs.NAME)
            .blocks()
            .get(0)
            .operators()
            .get(2);

    assertEquals(
        List.of("X", "Ids", "Without", "Nothing"), List.copyOf(operator.inputs().keySet()));
    assertEquals(
        List.copyOf(Programs.rich().blocks().get(0).operators().get(2).attributes().keySet()),
        List.copyOf(operator.attributes().keySet()));
  }

  @Test
  void ordersInputsAndOutputsByColumn() {
    PaddleProgram program = Programs.rich();

    assertEquals(
        List.of(
            new TensorSpec("x", ElementType.FLOAT32, Shape.of(-1, 3, -1, -1)),
            new TensorSpec("ids", ElementType.INT64, Shape.of(-1, 2))),
        program.inputs());
    assertEquals(
        List.of(
            new TensorSpec("fetch_name_0", ElementType.FLOAT32, Shape.of(-1, 7)),
            new TensorSpec("fetch_name_1", ElementType.INT32, Shape.of(-1))),
        program.outputs());
  }

  /** By bytes, so that capitals go first and what UTF-16 writes in two parts goes last. */
  @Test
  void ordersParametersAsPaddleDoes() {
    Shape one = Shape.of(1);
    List<Variable> parameters = new ArrayList<>();
    for (String name : List.of("b", "\uD83D\uDE00", "a_10", "\uFF5E", "a", "Z", "a.b", "a_9")) {
      parameters.add(Variable.parameter(name, PaddleType.FP32, one));
    }

    PaddleProgram program = Programs.relu(parameters, List.of());

    assertEquals(
        List.of("Z", "a", "a.b", "a_10", "a_9", "b", "\uFF5E", "\uD83D\uDE00"),
        program.parameters().stream().map(Variable::name).toList());
  }

  @Test
  void countsOnlyWhatTheFileHoldsAsParameters() {
    assertEquals(
        List.of("Z", "a.b_0", "w"),
        Programs.rich().parameters().stream().map(Variable::name).toList());
    assertEquals(
        List.of(),
        Programs.with(new Variable("raw", VariableKind.RAW, Optional.empty(), true, 0))
            .parameters());
  }

  /** Later protobuf libraries write lists without gaps, and either must be read. */
  @Test
  void readsPackedLists() {
    // as UTF-8, the text is the bytes 120 and 3
    byte[] bytes = new MessageWriter().number(1, 5).text(2, "x\u0003").toBytes();

    TensorType tensor = ProgramReader.tensorType(Fields.parse("test", ByteString.copyFrom(bytes)));

    assertEquals(new TensorType(PaddleType.FP32, Shape.of(120, 3)), tensor);
  }

  @Test
  void writesTheSameBytesAsAnotherWriter() throws IOException {
    byte[] bytes = shared("tiny_conv_relu/inference.pdmodel");

    PaddleProgram program = PaddleProgram.parse(bytes, "tiny");

    assertArrayEquals(bytes, program.toBytes());
    assertEquals(2_003_002, program.version());
    assertEquals(
        List.of(new TensorSpec("image", ElementType.FLOAT32, Shape.of(-1, 3, -1, -1))),
        program.inputs());
    assertEquals(
        List.of(new TensorSpec("fetch_name_0", ElementType.FLOAT32, Shape.of(-1, 4, -1, -1))),
        program.outputs());
    assertEquals(
        List.of(Variable.parameter("conv_w", PaddleType.FP32, Shape.of(4, 3, 3, 3))),
        program.parameters());
    assertEquals(
        new Attribute.Ints(List.of(1, 1)),
        program.blocks().get(0).operators().get(1).attributes().get("paddings"));
  }

  @Test
  void readsAProgramOfPaddles() throws IOException {
    PaddleProgram program =
        PaddleProgram.parse(shared("pyramidbox_lite/inference.pdmodel"), "pyramidbox");

    assertEquals(1_007_000, program.version());
    assertEquals(1, program.blocks().size());
    assertEquals(160, program.blocks().get(0).operators().size());
    assertEquals(380, program.blocks().get(0).variables().size());
    assertEquals(
        List.of(
            new TensorSpec(
                "@HUB_pyramidbox_lite_mobile@image",
                ElementType.FLOAT32,
                Shape.of(-1, 3, 384, 384))),
        program.inputs());
    assertEquals(4, program.outputs().size());
    assertEquals(program, PaddleProgram.parse(program.toBytes(), "pyramidbox"));
  }

  @Test
  void refusesWhatIsNoProgram() throws IOException {
    assertRefused(new byte[0], "has 0 bytes");
    assertRefused("mode: paddle\n".getBytes(StandardCharsets.UTF_8), "no part of a Paddle program");
    assertRefused(new byte[(64 << 20) + 1], "at most 67108864");
    assertRefused(new byte[1000], "no part of a Paddle program");
    byte[] nested = new byte[100_000];
    Arrays.fill(nested, (byte) 0x0b);
    assertRefused(nested, "no part of a Paddle program");
    // a protobuf message, but another
    assertRefused(new MessageWriter().number(1, 8).text(2, "pytorch").toBytes(), "without a block");
    assertRefused(new MessageWriter().text(1, "").toBytes(), "block 0 has no index");
  }

  @Test
  void refusesOnnx() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/models/page-mini/inference.onnx")) {
      assertRefused(in.readAllBytes(), "without a block; expected a Paddle program");
    }
  }

  @Test
  void refusesInputsAndOutputsThatAreNotOneForEachColumn() {
    assertRefused(
        List.of(), List.of(Operator.feed("y", 2)), "feed operators of the columns [0, 2]");
    assertRefused(List.of(), List.of(Operator.fetch("x", 0)), "two fetch operators of column 0");
    assertRefused(List.of(), List.of(Operator.fetch("x", -1)), "columns [-1, 0]");
    assertRefused(List.of(), List.of(Operator.fetch("feed", 1)), "a fetch operator of [feed]");
    assertRefused(
        List.of(),
        List.of(new Operator("fetch", Map.of("X", List.of("x")), Map.of(), Map.of())),
        "col = null; expected an integer");
    assertRefused(
        List.of(),
        List.of(new Operator("feed", Map.of(), Map.of(), Map.of())),
        "a feed operator of null");
    ModelException none =
        assertThrows(
            ModelException.class,
            () ->
                new PaddleProgram(
                    Programs.NAME,
                    0,
                    List.of(new Block(Block.NONE, List.of(), List.of())),
                    Map.of()));
    assertMessage(none, "feed operators of the columns []");
  }

  @Test
  void refusesVariablesThatAreNotThereOrThereTwice() {
    Shape one = Shape.of(1);
    assertRefused(
        List.of(Variable.tensor("x", PaddleType.FP32, one)), List.of(), "two variables called x");
    assertRefused(
        List.of(),
        List.of(
            new Operator("relu", Map.of("X", List.of("q")), Map.of("Out", List.of("y")), Map.of())),
        "operator relu with input X = q");
    assertRefused(
        List.of(),
        List.of(
            new Operator("relu", Map.of("X", List.of("x")), Map.of("Out", List.of("q")), Map.of())),
        "operator relu with output Out = q");
    assertRefused(
        List.of(new Variable("k", VariableKind.TENSOR_ARRAY, Optional.empty(), true, 0)),
        List.of(),
        "keeps k, a TENSOR_ARRAY");
  }

  @Test
  void refusesBlocksInCirclesOrNowhere() {
    PaddleProgram rich = Programs.rich();
    Block main = rich.blocks().get(0);
    Block inner = rich.blocks().get(1);
    for (int parent : new int[] {-2, -1, 1, 2}) {
      Block lost = new Block(parent, inner.variables(), inner.operators());
      ModelException e =
          assertThrows(
              ModelException.class,
              () -> new PaddleProgram(Programs.NAME, 0, List.of(main, lost), Map.of()));
      assertMessage(e, "block 1 has parent " + parent);
    }
    assertMessage(
        assertThrows(
            ModelException.class,
            () -> new PaddleProgram(Programs.NAME, 0, List.of(main), Map.of())),
        "block = block 1; expected one of 1 blocks");
    assertMessage(
        assertThrows(
            ModelException.class, () -> new PaddleProgram(Programs.NAME, 0, List.of(), Map.of())),
        "has no block");
  }

  @Test
  void refusesWhatPaddleDoesNotKnow() {
    MessageWriter tensor =
        new MessageWriter().number(1, 7).message(3, new MessageWriter().message(1, type(5, 1)));
    assertRefusedVariable(new MessageWriter().number(1, 30), "has kind 30");
    assertRefusedVariable(new MessageWriter().number(1, 16), "has kind 16");
    assertRefusedVariable(new MessageWriter().number(1, 7), "has no tensor description");
    assertRefusedVariable(tensorOf(type(7, 1)), "has element type 7");
    assertRefusedVariable(tensorOf(type(5, -2)), "negative dimension in [-2]");
    assertRefusedVariable(
        tensorOf(type(5, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)), "has 10 dimensions; Paddle has at most 9");
    assertRefused(
        program(
            variable("v", tensor), new MessageWriter().text(3, "relu").message(4, attribute(15))),
        "a has type 15; Paddle 2.3 knows 0 to 12");
    assertRefused(
        program(
            variable("v", tensor),
            new MessageWriter().text(3, "relu").message(4, attribute(0)).message(4, attribute(0))),
        "has the name of one before it, a");
    assertRefused(
        program(variable("v", tensor), new MessageWriter().number(5, 1)), "operator 0 has no type");
    assertRefused(program(variable("", tensor), new MessageWriter()), "has name ''");
  }

  @Test
  void saysWhichInputDoesNotCross() {
    Shape one = Shape.of(1);
    PaddleProgram program =
        Programs.relu(
            List.of(Variable.tensor("d", PaddleType.FP64, one)),
            List.of(Operator.feed("d", 1), Operator.fetch("d", 1)));

    assertMessage(
        assertThrows(ModelException.class, program::inputs), "has an input d of type FP64");
    assertMessage(
        assertThrows(ModelException.class, program::outputs), "has an output d of type FP64");
  }

  @Test
  void survivesNoise() {
    Random random = new Random(1);
    for (int i = 0; i < 3_000; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      worksOrIsRefused(bytes);
    }
  }

  /** A program without its last fields is whole; all else that is cut off is not. */
  @Test
  void refusesEachTruncation() {
    byte[] whole = Programs.rich().toBytes();
    int worked = 0;
    for (int length = 0; length < whole.length; length++) {
      worked += worksOrIsRefused(Arrays.copyOf(whole, length)) ? 1 : 0;
    }
    // after the blocks, and after the version
    assertEquals(2, worked);
  }

  @Test
  void survivesChangedBytes() {
    byte[] whole = Programs.rich().toBytes();
    Random random = new Random(2);
    int worked = 0;
    for (int i = 0; i < whole.length; i++) {
      for (int change = 0; change < 5; change++) {
        byte[] bytes = whole.clone();
        bytes[i] = (byte) random.nextInt(256);
        worked += worksOrIsRefused(bytes) ? 1 : 0;
      }
    }
    assertTrue(worked > whole.length / 2, worked + " worked");
  }

  /** Whether the program can be read; then it is one that is read as it was written. */
  private static boolean worksOrIsRefused(byte[] bytes) {
    PaddleProgram program;
    try {
      program = PaddleProgram.parse(bytes, Programs.NAME);
    } catch (ModelException e) {
      assertTrue(e.getMessage().startsWith(Programs.NAME), e.getMessage());
      return false;
    }
    assertEquals(program, PaddleProgram.parse(program.toBytes(), Programs.NAME));
    try {
      program.inputs();
      program.outputs();
    } catch (ModelException e) {
      assertTrue(e.getMessage().contains("put "), e.getMessage());
    }
    return true;
  }

  private static byte[] shared(String file) throws IOException {
    Path path = SHARED.resolve(file);
    assumeTrue(Files.exists(path), path + " is not here");
    return Files.readAllBytes(path);
  }

  private static void assertRefusedVariable(MessageWriter type, String expected) {
    assertRefused(program(variable("v", type), new MessageWriter().text(3, "relu")), expected);
  }

  private static byte[] program(MessageWriter variable, MessageWriter operator) {
    return new MessageWriter()
        .message(
            1,
            new MessageWriter()
                .number(1, 0)
                .number(2, -1)
                .message(3, variable)
                .message(4, operator))
        .toBytes();
  }

  private static MessageWriter variable(String name, MessageWriter type) {
    return new MessageWriter().text(1, name).message(2, type);
  }

  private static MessageWriter tensorOf(MessageWriter type) {
    return new MessageWriter().number(1, 7).message(3, new MessageWriter().message(1, type));
  }

  private static MessageWriter type(int number, long... dimensions) {
    MessageWriter type = new MessageWriter().number(1, number);
    for (long dimension : dimensions) {
      type.number(2, dimension);
    }
    return type;
  }

  private static MessageWriter attribute(int type) {
    return new MessageWriter().text(1, "a").number(2, type);
  }

  private static void assertRefused(
      List<Variable> variables, List<Operator> operators, String expected) {
    assertMessage(
        assertThrows(ModelException.class, () -> Programs.relu(variables, operators)), expected);
  }

  private static void assertRefused(byte[] bytes, String expected) {
    assertMessage(
        assertThrows(ModelException.class, () -> PaddleProgram.parse(bytes, Programs.NAME)),
        expected);
  }

  private static void assertMessage(ModelException e, String expected) {
    assertTrue(e.getMessage().startsWith(Programs.NAME), e.getMessage());
    assertTrue(e.getMessage().contains(expected), e.getMessage());
  }
}
