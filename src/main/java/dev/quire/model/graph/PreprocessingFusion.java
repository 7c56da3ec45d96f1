package dev.quire.model.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.quire.model.ColorOrder;
import dev.quire.model.Preprocessing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Moves the last steps before the model into it: from bytes to numbers, {@code x * scale / std -
 * mean / std}, from interleaved channels to planes, and from RGB to BGR if the model wants that. An
 * input {@code [batch, 3, height, width]} of FLOAT or FLOAT16 becomes one of the same name, {@code
 * [batch, height, width, 3]} of UINT8, a quarter of the bytes to hand over.
 *
 * <p>The model then sees, bit for bit, {@code x * alpha + beta} in float32 with both steps rounded,
 * where {@code alpha = scale / std} and {@code beta = -mean / std} are computed in double and
 * rounded once. A FLOAT16 input gets that, rounded once more.
 */
public final class PreprocessingFusion implements GraphPass {

  /** Before it, operators did not broadcast as they do now. */
  private static final int FIRST_OPSET = 7;

  private static final int RANK = 4;
  private static final int BYTE_VALUES = 256;

  private final String input;
  private final ColorOrder colors;
  private final float[] alpha = new float[Preprocessing.CHANNELS];
  private final float[] beta = new float[Preprocessing.CHANNELS];

  /**
   * @param input name of the image input
   * @param preprocessing what the image needs; its resolution and interpolation play no role
   */
  public PreprocessingFusion(String input, Preprocessing preprocessing) {
    this.input = Objects.requireNonNull(input, "input");
    this.colors = preprocessing.colors();
    for (int channel = 0; channel < Preprocessing.CHANNELS; channel++) {
      double std = preprocessing.std().get(channel);
      alpha[channel] = (float) (preprocessing.scale() / std);
      beta[channel] = (float) (-preprocessing.mean().get(channel) / std);
    }
  }

  /** What it does, in full: grafts of which this is the same make the same graph. */
  @Override
  public String toString() {
    return "PreprocessingFusion[%s, %s, x * %s + %s]"
        .formatted(input, colors, Arrays.toString(alpha), Arrays.toString(beta));
  }

  /**
   * The graph with the steps in it.
   *
   * @throws GraphException if the graph has no such input, if it is not FLOAT or FLOAT16 with
   *     dimensions {@code [batch, 3, height, width]}, if it has a default or is an output as well,
   *     or if the graph is older than opset 7
   */
  @Override
  public Graph apply(Graph graph) {
    if (graph.opset() < FIRST_OPSET) {
      throw fail(graph, "has opset %d; expected %d or more".formatted(graph.opset(), FIRST_OPSET));
    }
    int index = index(graph);
    ValueInfoProto image = graph.graph().getInput(index);
    requireImage(graph, image);

    Steps steps = new Steps(new Names(graph.graph()));
    String planes = normalized(steps, image.getType().getTensorType().getElemType());
    GraphProto.Builder grafted =
        graph.graph().toBuilder()
            .setInput(index, bytes(image))
            .clearNode()
            .addAllNode(steps.nodes());
    for (NodeProto node : graph.graph().getNodeList()) {
      grafted.addNode(Names.rename(node, Map.of(input, planes)));
    }
    return graph.with(grafted.build());
  }

  private int index(Graph graph) {
    List<ValueInfoProto> inputs = graph.graph().getInputList();
    for (int i = 0; i < inputs.size(); i++) {
      if (inputs.get(i).getName().equals(input)) {
        return i;
      }
    }
    throw fail(graph, "has no input '%s', but %s".formatted(input, graph.inputs()));
  }

  private void requireImage(Graph graph, ValueInfoProto image) {
    if (!graph.inputs().contains(input)) {
      throw fail(graph, "has a default for the input '%s'; expected none".formatted(input));
    }
    if (graph.outputs().contains(input)) {
      throw fail(
          graph, "hands the input '%s' out as it is; expected nodes between".formatted(input));
    }
    TypeProto.Tensor type = image.getType().getTensorType();
    List<TensorShapeProto.Dimension> dimensions = type.getShape().getDimList();
    boolean real =
        type.getElemType() == DataType.FLOAT_VALUE || type.getElemType() == DataType.FLOAT16_VALUE;
    if (!real
        || dimensions.size() != RANK
        || dimensions.get(1).getDimValue() != Preprocessing.CHANNELS) {
      throw fail(
          graph,
          "takes as '%s' element type %d, dimensions %s; expected %d (FLOAT) or %d (FLOAT16),"
                  .formatted(
                      input,
                      type.getElemType(),
                      describe(dimensions),
                      DataType.FLOAT_VALUE,
                      DataType.FLOAT16_VALUE)
              + " [batch, 3, height, width]");
    }
  }

  private static List<String> describe(List<TensorShapeProto.Dimension> dimensions) {
    return dimensions.stream()
        .map(
            dimension ->
                dimension.hasDimValue()
                    ? Long.toString(dimension.getDimValue())
                    : "?" + dimension.getDimParam())
        .toList();
  }

  /** The input as it is fed from now on. */
  private static ValueInfoProto bytes(ValueInfoProto image) {
    TypeProto.Tensor type = image.getType().getTensorType();
    TensorShapeProto planes = type.getShape();
    TensorShapeProto pixels =
        planes.toBuilder()
            .clearDim()
            .addDim(planes.getDim(0))
            .addDim(planes.getDim(2))
            .addDim(planes.getDim(3))
            .addDim(planes.getDim(1))
            .build();
    return image.toBuilder()
        .setType(
            image.getType().toBuilder()
                .setTensorType(type.toBuilder().setElemType(DataType.UINT8_VALUE).setShape(pixels)))
        .build();
  }

  /**
   * Moves elements first, while one is a byte. Mul and Add stay two nodes, for two roundings; their
   * constants hold a value for each channel even where all are equal, as engines fold a single
   * factor into a multiplication that follows.
   */
  private String normalized(Steps steps, int type) {
    String last =
        steps.add("Transpose", input, "planes", Attributes.of("perm", List.of(0L, 3L, 1L, 2L)));
    if (colors == ColorOrder.BGR) {
      last = steps.addReversal(last);
    }
    last = steps.add("Cast", last, "float", Attributes.of("to", (long) DataType.FLOAT.getNumber()));
    if (changes((value, channel) -> value, (value, channel) -> value * alpha[channel])) {
      last = steps.addChannels("Mul", last, alpha);
    }
    if (changes(
        (value, channel) -> value * alpha[channel],
        (value, channel) -> value * alpha[channel] + beta[channel])) {
      last = steps.addChannels("Add", last, beta);
    }
    return type == DataType.FLOAT16_VALUE
        ? steps.add("Cast", last, "half", Attributes.of("to", (long) type))
        : last;
  }

  /** What becomes of a byte in a channel. */
  @FunctionalInterface
  private interface Step {
    float of(int value, int channel);
  }

  /** Whether two steps differ in any bit for any byte; a step that changes none is left out. */
  private static boolean changes(Step one, Step other) {
    for (int channel = 0; channel < Preprocessing.CHANNELS; channel++) {
      for (int value = 0; value < BYTE_VALUES; value++) {
        int before = Float.floatToRawIntBits(one.of(value, channel));
        if (before != Float.floatToRawIntBits(other.of(value, channel))) {
          return true;
        }
      }
    }
    return false;
  }

  private static GraphException fail(Graph graph, String what) {
    return new GraphException("%s: the graph %s".formatted(graph.name(), what));
  }

  /** The nodes put before the others. */
  private final class Steps {

    private final Names names;
    private final List<NodeProto> nodes = new ArrayList<>();

    Steps(Names names) {
      this.names = names;
    }

    List<NodeProto> nodes() {
      return nodes;
    }

    String add(String type, String from, String result, AttributeProto attribute) {
      return add(
          NodeProto.newBuilder().setOpType(type).addInput(from).addAttribute(attribute),
          input + "." + result);
    }

    String addChannels(String type, String from, float[] values) {
      String name = input + "." + type.toLowerCase(Locale.ROOT);
      String constant = names.fresh(name + ".by");
      addConstant(
          TensorData.floats(constant, List.of(1L, (long) Preprocessing.CHANNELS, 1L, 1L), values));
      return add(NodeProto.newBuilder().setOpType(type).addInput(from).addInput(constant), name);
    }

    /** The last plane of an image first. */
    String addReversal(String from) {
      String constant = names.fresh(input + ".reversed.by");
      addConstant(
          TensorProto.newBuilder()
              .setName(constant)
              .setDataType(DataType.INT64_VALUE)
              .addDims(Preprocessing.CHANNELS)
              .addAllInt64Data(List.of(2L, 1L, 0L))
              .build());
      return add(
          NodeProto.newBuilder()
              .setOpType("Gather")
              .addInput(from)
              .addInput(constant)
              .addAttribute(Attributes.of("axis", 1L)),
          input + ".reversed");
    }

    /** A node of its own: before IR version 4, a weight had to be an input too. */
    private void addConstant(TensorProto tensor) {
      nodes.add(
          NodeProto.newBuilder()
              .setName(tensor.getName())
              .setOpType("Constant")
              .addOutput(tensor.getName())
              .addAttribute(Attributes.of("value", tensor))
              .build());
    }

    private String add(NodeProto.Builder node, String wanted) {
      String name = names.fresh(wanted);
      nodes.add(node.setName(name).addOutput(name).build());
      return name;
    }
  }
}
