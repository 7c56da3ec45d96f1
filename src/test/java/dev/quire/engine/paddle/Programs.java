package dev.quire.engine.paddle;

import dev.quire.model.ModelFile;
import dev.quire.model.ModelFiles;
import dev.quire.model.paddle.Attribute;
import dev.quire.model.paddle.Block;
import dev.quire.model.paddle.Operator;
import dev.quire.model.paddle.PaddleParameters;
import dev.quire.model.paddle.PaddleProgram;
import dev.quire.model.paddle.PaddleType;
import dev.quire.model.paddle.Variable;
import dev.quire.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small programs that are made here, so that they are there wherever the tests are. */
public final class Programs {

  private static final long VERSION = 2_003_002;

  /** Stands in every program, since Paddle wants parameters. */
  private static final Variable UNUSED = Variable.parameter("unused", PaddleType.FP32, Shape.of(1));

  private final List<Variable> variables = new ArrayList<>(List.of(Variable.FEED, Variable.FETCH));
  private final List<Operator> operators = new ArrayList<>();
  private final Map<String, float[]> parameters = new LinkedHashMap<>();

  private Programs() {
    parameter(UNUSED, 0);
  }

  /**
   * A convolution of three planes with a rim of zeros, then a ReLU: {@code image} [?,3,?,?] to four
   * planes: the first as it is, twice the second, minus the third, half the sum of all. As the
   * model tiny_conv_relu.
   */
  static Programs convolution() {
    return convolution(PaddleType.FP32);
  }

  /** The same with an image of another type, which the convolution does not take. */
  static Programs convolution(PaddleType type) {
    float[] weights = new float[4 * 3 * 3 * 3];
    weights[centre(0, 0)] = 1;
    weights[centre(1, 1)] = 2;
    weights[centre(2, 2)] = -1;
    for (int plane = 0; plane < 3; plane++) {
      weights[centre(3, plane)] = 0.5f;
    }
    return new Programs()
        .input("image", 0, type, -1, 3, -1, -1)
        .parameter(Variable.parameter("w", PaddleType.FP32, Shape.of(4, 3, 3, 3)), weights)
        .tensor("sums", PaddleType.FP32, -1, 4, -1, -1)
        .tensor("out", PaddleType.FP32, -1, 4, -1, -1)
        .operator(
            "conv2d",
            Map.of("Input", "image", "Filter", "w"),
            Map.of("Output", "sums"),
            Map.of(
                "strides", new Attribute.Ints(List.of(1, 1)),
                "paddings", new Attribute.Ints(List.of(1, 1)),
                "dilations", new Attribute.Ints(List.of(1, 1)),
                "groups", new Attribute.Int(1),
                "padding_algorithm", new Attribute.Text("EXPLICIT"),
                "data_format", new Attribute.Text("NCHW")))
        .operator("relu", Map.of("X", "sums"), Map.of("Out", "out"), Map.of())
        .output("out", 0);
  }

  private static int centre(int out, int in) {
    return (out * 3 + in) * 9 + 4;
  }

  /**
   * {@code minuend} - {@code subtrahend}, both [?,2], fed in this order and declared in the other.
   */
  static Programs difference() {
    return new Programs()
        .input("subtrahend", 1, PaddleType.FP32, -1, 2)
        .input("minuend", 0, PaddleType.FP32, -1, 2)
        .tensor("out", PaddleType.FP32, -1, 2)
        .operator(
            "elementwise_sub",
            Map.of("X", "minuend", "Y", "subtrahend"),
            Map.of("Out", "out"),
            Map.of("axis", new Attribute.Int(-1)))
        .output("out", 0);
  }

  /** Hands each input, [?] of a type, out as it is: {@code FP32}, {@code INT32} and so on. */
  static Programs copies(PaddleType... types) {
    Programs program = new Programs();
    for (int i = 0; i < types.length; i++) {
      String copy = "copy_" + i;
      program
          .input(types[i].name(), i, types[i], -1)
          .tensor(copy, types[i], -1)
          .operator("assign", Map.of("X", types[i].name()), Map.of("Out", copy), Map.of())
          .output(copy, i);
    }
    return program;
  }

  /** Hands its input out as halves, which do not cross the border. */
  static Programs halves() {
    return new Programs()
        .input("in", 0, PaddleType.FP32, -1)
        .tensor("out", PaddleType.FP16, -1)
        .operator(
            "cast",
            Map.of("X", "in"),
            Map.of("Out", "out"),
            Map.of(
                "in_dtype", new Attribute.Int(PaddleType.FP32.number()),
                "out_dtype", new Attribute.Int(PaddleType.FP16.number())))
        .output("out", 0);
  }

  /**
   * The suppression that old detectors end with: {@code boxes} [?,?,4] and {@code scores} [?,?,?],
   * by class, to rows of those that score above 0.5 and overlap by at most half.
   */
  static Programs suppression() {
    return new Programs()
        .input("boxes", 0, PaddleType.FP32, -1, -1, 4)
        .input("scores", 1, PaddleType.FP32, -1, -1, -1)
        .tensor("rows", PaddleType.FP32, -1, 6)
        .operator(
            "multiclass_nms",
            Map.of("BBoxes", "boxes", "Scores", "scores"),
            Map.of("Out", "rows"),
            Map.of(
                "background_label", new Attribute.Int(-1),
                "score_threshold", new Attribute.Float32(0.5f),
                "nms_top_k", new Attribute.Int(100),
                "nms_threshold", new Attribute.Float32(0.5f),
                "keep_top_k", new Attribute.Int(100),
                "nms_eta", new Attribute.Float32(1),
                "normalized", new Attribute.Flag(true)))
        .output("rows", 0);
  }

  /**
   * A layout model that finds one region on each page, the whole page, and aborts on a page whose
   * mean is below a quarter: {@code image} [?,3,16,16] to rows [?,6] and counts [?]. It looks the
   * row up under a number that is 0 for light pages and far outside of the table for dark ones.
   */
  public static Programs wholePage() {
    return new Programs()
        .input("image", 0, PaddleType.FP32, -1, 3, 16, 16)
        .parameter(
            Variable.parameter("table", PaddleType.FP32, Shape.of(1, 6)), 0, 0.9f, 0, 0, 1, 1)
        .tensor("mean", PaddleType.FP32, -1)
        .tensor("darkness", PaddleType.FP32, -1)
        .tensor("excess", PaddleType.FP32, -1)
        .tensor("index", PaddleType.INT64, -1)
        .tensor("rows", PaddleType.FP32, -1, 6)
        .tensor("counts", PaddleType.INT32, -1)
        .operator(
            "reduce_mean",
            Map.of("X", "image"),
            Map.of("Out", "mean"),
            Map.of(
                "dim", new Attribute.Ints(List.of(1, 2, 3)),
                "keep_dim", new Attribute.Flag(false),
                "reduce_all", new Attribute.Flag(false)))
        .operator(
            "scale",
            Map.of("X", "mean"),
            Map.of("Out", "darkness"),
            Map.of(
                "scale", new Attribute.Float32(-1_000_000),
                "bias", new Attribute.Float32(250_000),
                "bias_after_scale", new Attribute.Flag(true)))
        .operator("relu", Map.of("X", "darkness"), Map.of("Out", "excess"), Map.of())
        .operator(
            "cast",
            Map.of("X", "excess"),
            Map.of("Out", "index"),
            Map.of(
                "in_dtype", new Attribute.Int(PaddleType.FP32.number()),
                "out_dtype", new Attribute.Int(PaddleType.INT64.number())))
        .operator(
            "gather",
            Map.of("X", "table", "Index", "index"),
            Map.of("Out", "rows"),
            Map.of("overwrite", new Attribute.Flag(true)))
        .operator(
            "fill_constant_batch_size_like",
            Map.of("Input", "mean"),
            Map.of("Out", "counts"),
            Map.of(
                "shape", new Attribute.Ints(List.of(1)),
                "value", new Attribute.Float32(1),
                "str_value", new Attribute.Text("1"),
                "dtype", new Attribute.Int(PaddleType.INT32.number()),
                "input_dim_idx", new Attribute.Int(0),
                "output_dim_idx", new Attribute.Int(0)))
        .output("rows", 0)
        .output("counts", 1);
  }

  /** Uses an operator that Paddle 2.3 does not have. */
  static Programs unknownOperator() {
    return new Programs()
        .input("in", 0, PaddleType.FP32, -1)
        .tensor("out", PaddleType.FP32, -1)
        .operator("tomorrow", Map.of("X", "in"), Map.of("Out", "out"), Map.of())
        .output("out", 0);
  }

  private Programs input(String name, int column, PaddleType type, long... shape) {
    operators.add(Operator.feed(name, column));
    return tensor(name, type, shape);
  }

  private Programs output(String name, int column) {
    operators.add(Operator.fetch(name, column));
    return this;
  }

  private Programs tensor(String name, PaddleType type, long... shape) {
    variables.add(Variable.tensor(name, type, Shape.of(shape)));
    return this;
  }

  private Programs parameter(Variable variable, float... values) {
    variables.add(variable);
    parameters.put(variable.name(), values);
    return this;
  }

  private Programs operator(
      String type,
      Map<String, String> inputs,
      Map<String, String> outputs,
      Map<String, Attribute> attributes) {
    operators.add(new Operator(type, slots(inputs), slots(outputs), attributes));
    return this;
  }

  private static Map<String, List<String>> slots(Map<String, String> single) {
    Map<String, List<String>> slots = new LinkedHashMap<>();
    single.forEach((slot, variable) -> slots.put(slot, List.of(variable)));
    return slots;
  }

  /** The program's file. */
  public byte[] program() {
    return built().toBytes();
  }

  /** The parameters' file. */
  public byte[] parameters() {
    return new PaddleParameters(built()).toBytes(name -> littleEndian(parameters.get(name)));
  }

  private PaddleProgram built() {
    return new PaddleProgram(
        "test", VERSION, List.of(new Block(Block.NONE, variables, operators)), Map.of());
  }

  private static byte[] littleEndian(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  /** A model called {@code test} of the two. */
  ModelFiles model() {
    return model(program(), parameters());
  }

  static ModelFiles model(byte[] program, byte[] parameters) {
    return new ModelFiles(
        "test",
        new ModelFile.Embedded("test.pdmodel", () -> program),
        Optional.of(new ModelFile.Embedded("test.pdiparams", () -> parameters)));
  }
}
