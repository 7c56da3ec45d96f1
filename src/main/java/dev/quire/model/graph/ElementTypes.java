package dev.quire.model.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The element type of each tensor of a graph, by ONNX's numbers. What is declared counts where the
 * operators do not tell; what neither tells is {@link #UNKNOWN}. Tensors of inner graphs are left
 * out.
 */
final class ElementTypes {

  static final int UNKNOWN = 0;

  /** Operators all of whose outputs have the type of the first input. */
  private static final Set<String> AS_FIRST_INPUT =
      Set.of(
          ("Abs Acos Acosh Add Asin Asinh Atan Atanh AveragePool BatchNormalization Ceil Celu"
                  + " CenterCropPad Clip Compress Concat Conv ConvTranspose Cos Cosh CumSum"
                  + " DepthToSpace Det Div Einsum Elu Erf Exp Expand Flatten Floor GRU Gather"
                  + " GatherElements GatherND Gelu Gemm GlobalAveragePool GlobalLpPool GlobalMaxPool"
                  + " GridSample GroupNormalization HardSigmoid HardSwish Hardmax Identity"
                  + " InstanceNormalization LRN LSTM LeakyRelu Log LogSoftmax LpNormalization LpPool"
                  + " MatMul Max MaxRoiPool MaxUnpool Mean MeanVarianceNormalization Min Mish Mod Mul"
                  + " Neg PRelu Pad Pow RNN Range Reciprocal ReduceL1 ReduceL2 ReduceLogSum"
                  + " ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum"
                  + " ReduceSumSquare Relu Reshape Resize ReverseSequence RoiAlign Round Scatter"
                  + " ScatterElements ScatterND Selu Shrink Sigmoid Sign Sin Sinh Slice Softmax"
                  + " Softplus Softsign SpaceToDepth Split Sqrt Squeeze Sub Sum Tan Tanh"
                  + " ThresholdedRelu Tile Transpose Trilu Unsqueeze Upsample")
              .split(" "));

  private static final Set<String> INT64 =
      Set.of("Shape", "Size", "NonZero", "ArgMax", "ArgMin", "NonMaxSuppression");

  private static final Set<String> BOOL =
      Set.of(
          "Equal",
          "Greater",
          "GreaterOrEqual",
          "Less",
          "LessOrEqual",
          "And",
          "Or",
          "Xor",
          "Not",
          "IsNaN",
          "IsInf");

  private final String file;
  private final long opset;
  private final Map<String, Integer> types = new HashMap<>();
  private final Map<String, Integer> declared = new HashMap<>();

  /**
   * @throws GraphException if an attribute that tells a type is not what it should be
   */
  ElementTypes(Graph graph) {
    this.file = graph.name();
    this.opset = graph.opset();
    GraphProto proto = graph.graph();
    proto.getInputList().forEach(input -> types.put(input.getName(), declared(input)));
    proto.getInitializerList().forEach(weight -> types.put(weight.getName(), weight.getDataType()));
    proto
        .getSparseInitializerList()
        .forEach(
            weight -> types.put(weight.getValues().getName(), weight.getValues().getDataType()));
    proto.getValueInfoList().forEach(value -> declared.put(value.getName(), declared(value)));
    proto.getOutputList().forEach(output -> declared.put(output.getName(), declared(output)));
    for (NodeProto node : proto.getNodeList()) {
      for (int i = 0; i < node.getOutputCount(); i++) {
        String output = node.getOutput(i);
        int type = type(node, i);
        types.put(output, type == UNKNOWN ? declared.getOrDefault(output, UNKNOWN) : type);
      }
    }
  }

  /** A tensor's type, or {@link #UNKNOWN}. */
  int of(String tensor) {
    return types.getOrDefault(tensor, UNKNOWN);
  }

  boolean isFloat(String tensor) {
    return of(tensor) == DataType.FLOAT_VALUE;
  }

  private static int declared(ValueInfoProto value) {
    return value.getType().getTensorType().getElemType();
  }

  private int type(NodeProto node, int output) {
    if (!Operator.isStandard(node.getDomain())) {
      return UNKNOWN;
    }
    Attributes attributes = new Attributes(file, node);
    String type = node.getOpType();
    if (AS_FIRST_INPUT.contains(type)) {
      return input(node, 0);
    }
    if (INT64.contains(type)) {
      return DataType.INT64_VALUE;
    }
    if (BOOL.contains(type)) {
      return DataType.BOOL_VALUE;
    }
    return switch (type) {
      case "TopK", "MaxPool", "Unique" -> output == 0 ? input(node, 0) : DataType.INT64_VALUE;
      case "Dropout" -> output == 0 || opset < 10 ? input(node, 0) : DataType.BOOL_VALUE;
      case "LayerNormalization" -> output == 0 ? input(node, 0) : UNKNOWN;
      case "Where", "CastLike" -> input(node, 1);
      case "OneHot" -> input(node, 2);
      case "DequantizeLinear" -> input(node, 1);
      case "QuantizeLinear" -> node.getInputCount() > 2 ? input(node, 2) : DataType.UINT8_VALUE;
      case "Cast" -> attributes.integer("to").map(Long::intValue).orElse(UNKNOWN);
      case "RandomNormal", "RandomUniform" ->
          attributes.integer("dtype").map(Long::intValue).orElse(DataType.FLOAT_VALUE);
      case "RandomNormalLike", "RandomUniformLike", "EyeLike", "Bernoulli" ->
          attributes.integer("dtype").map(Long::intValue).orElse(input(node, 0));
      case "ConstantOfShape" ->
          attributes.tensor("value").map(TensorProto::getDataType).orElse(DataType.FLOAT_VALUE);
      case "Constant" -> Constants.type(attributes);
      case "If", "Loop", "Scan" -> inner(node, type.equals("Loop") ? output + 1 : output);
      default -> UNKNOWN;
    };
  }

  private int input(NodeProto node, int index) {
    return index < node.getInputCount() ? of(node.getInput(index)) : UNKNOWN;
  }

  /** What the graphs inside the node declare of an output, if they agree. */
  private static int inner(NodeProto node, int output) {
    List<Integer> found =
        Attributes.subgraphs(node)
            .map(
                graph ->
                    output < graph.getOutputCount() ? declared(graph.getOutput(output)) : UNKNOWN)
            .distinct()
            .toList();
    return found.size() == 1 ? found.get(0) : UNKNOWN;
  }
}
