package dev.quire.model.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Has products with constant matrices computed in integers, as suits transformers: the weights are
 * signed bytes with a scale for each column, and each run finds the range of the other factor
 * itself. In the shape that ONNX Runtime joins to one node. All else stays in FLOAT.
 */
public final class DynamicInt8 implements GraphPass {

  /** The first with DynamicQuantizeLinear. */
  private static final int FIRST_OPSET = 11;

  private static final int MATRIX = 2;

  private final Set<String> kept;

  /**
   * Makes a pass.
   *
   * @param kept names of the results of products that stay in FLOAT
   */
  public DynamicInt8(Set<String> kept) {
    this.kept = Set.copyOf(kept);
  }

  /**
   * The results of the products that can be computed in integers, in the graph's order; none if it
   * is older than opset 11.
   */
  public static List<String> layers(Graph graph) {
    if (graph.opset() < FIRST_OPSET) {
      return List.of();
    }
    Writing view = new Writing(graph);
    return graph.graph().getNodeList().stream()
        .filter(view::isProduct)
        .map(node -> node.getOutput(0))
        .toList();
  }

  /**
   * The graph with its products in integers; the one given if it has none.
   *
   * @throws GraphException if the graph is older than opset 11
   */
  @Override
  public Graph apply(Graph graph) {
    if (graph.opset() < FIRST_OPSET) {
      throw new GraphException(
          "%s: the graph has opset %d; int8 needs %d or more"
              .formatted(graph.name(), graph.opset(), FIRST_OPSET));
    }
    Writing writing = new Writing(graph);
    boolean changed = false;
    for (NodeProto node : graph.graph().getNodeList()) {
      boolean product = writing.isProduct(node) && !kept.contains(node.getOutput(0));
      changed |= product;
      if (product) {
        writing.product(node);
      } else {
        writing.written.addNode(node);
      }
    }
    return changed
        ? new WantedOutputs(graph.outputs()).apply(graph.with(writing.written.build()))
        : graph;
  }

  @Override
  public String toString() {
    return "products in dynamic int8, but " + new TreeSet<>(kept);
  }

  /** One graph in the making. */
  private static final class Writing {

    private final GraphProto.Builder written;
    private final Constants constants;
    private final Names names;
    private final Map<String, Bytes> inputs = new HashMap<>();
    private final Map<String, Weights> weights = new HashMap<>();

    /** Names of a tensor in bytes, its scale and its zero point. */
    private record Bytes(String values, String scale, String zero) {}

    /** Names of a matrix in bytes and its scales. */
    private record Weights(String values, String scales) {}

    Writing(Graph graph) {
      this.written = graph.graph().toBuilder().clearNode();
      this.constants = new Constants(graph);
      this.names = new Names(graph.graph());
    }

    /** What FLOAT16 could not hold stays as it is: such values are no common weights. */
    boolean isProduct(NodeProto node) {
      return Operator.isStandard(node.getDomain())
          && node.getOpType().equals("MatMul")
          && !constants.contains(node.getInput(0))
          && constants.contains(node.getInput(1))
          && constants.fits(node.getInput(1))
          && constants.get(node.getInput(1)).getDimsCount() == MATRIX
          && constants.get(node.getInput(1)).getDimsList().stream().allMatch(size -> size > 0);
    }

    void product(NodeProto node) {
      String result = node.getOutput(0);
      Bytes data = inputs.computeIfAbsent(node.getInput(0), this::quantized);
      Weights matrix = weights.computeIfAbsent(node.getInput(1), this::rounded);
      String sum = names.fresh(result + ".int32");
      String real = names.fresh(result + ".float");
      String scale = names.fresh(result + ".scale");
      add("MatMulInteger", List.of(data.values(), matrix.values(), data.zero()), sum);
      written.addNode(
          GraphRewrite.node("Cast", List.of(sum), real, Attributes.of("to", DataType.FLOAT_VALUE)));
      add("Mul", List.of(data.scale(), matrix.scales()), scale);
      add("Mul", List.of(real, scale), result);
    }

    private Bytes quantized(String tensor) {
      Bytes bytes =
          new Bytes(
              names.fresh(tensor + ".uint8"),
              names.fresh(tensor + ".scale"),
              names.fresh(tensor + ".zero"));
      written.addNode(
          NodeProto.newBuilder()
              .setName(bytes.values())
              .setOpType("DynamicQuantizeLinear")
              .addInput(tensor)
              .addOutput(bytes.values())
              .addOutput(bytes.scale())
              .addOutput(bytes.zero()));
      return bytes;
    }

    private Weights rounded(String tensor) {
      TensorProto matrix = constants.get(tensor);
      ChannelBytes bytes =
          ChannelBytes.of(TensorData.floats(matrix), Math.toIntExact(matrix.getDims(1)));
      String values = names.fresh(tensor + ".int8");
      String scales = names.fresh(tensor + ".scales");
      constant(
          TensorProto.newBuilder()
              .setName(values)
              .setDataType(DataType.INT8_VALUE)
              .addAllDims(matrix.getDimsList())
              .setRawData(ByteString.copyFrom(bytes.values()))
              .build());
      constant(TensorData.floats(scales, List.of(matrix.getDims(1)), bytes.scales()));
      return new Weights(values, scales);
    }

    /** As a node, since before IR version 4 a weight had to be an input too. */
    private void constant(TensorProto tensor) {
      written.addNode(
          GraphRewrite.node(
              "Constant", List.of(), tensor.getName(), Attributes.of("value", tensor)));
    }

    private void add(String type, List<String> inputs, String output) {
      written.addNode(GraphRewrite.node(type, inputs, output));
    }
  }
}
