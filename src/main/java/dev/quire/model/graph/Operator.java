package dev.quire.model.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What mixed precision needs to know of an operator that may run in FLOAT16.
 *
 * @param type ONNX's name of it
 * @param kind why and when it runs in FLOAT16
 * @param required how many inputs it cannot do without
 * @param data how many of its first inputs take the precision of the node; those after keep their
 *     type, such as the scales of Resize, which ONNX wants in FLOAT whatever the image is
 * @param since first opset in which a GPU runs it in FLOAT16
 */
record Operator(String type, Kind kind, int required, int data, int since) {

  /** Why and when a node runs in FLOAT16. */
  enum Kind {
    /** Does the work: in FLOAT16 wherever it stands. */
    COMPUTE,

    /**
     * Follows the work closely, and engines join it to the node before: in FLOAT16 if what it takes
     * is.
     */
    ACTIVATION,

    /** Computes: in FLOAT16 if what it takes is, and something that is takes its result. */
    ARITHMETIC,

    /** Moves values and makes none: in FLOAT16 if what it takes is and that saves casts. */
    MOVE,

    /** Asks for no values, only for the shape: takes either precision. */
    PROBE
  }

  private static final int ALL = Integer.MAX_VALUE;

  private static final Map<String, Operator> OPERATORS = operators();

  /** The operator of a node, if it is one of ONNX's own that may run in FLOAT16. */
  static Optional<Operator> find(NodeProto node) {
    return isStandard(node.getDomain())
        ? Optional.ofNullable(OPERATORS.get(node.getOpType()))
        : Optional.empty();
  }

  /** Whether a domain is that of ONNX's own operators. */
  static boolean isStandard(String domain) {
    return domain.isEmpty() || domain.equals("ai.onnx");
  }

  private static Map<String, Operator> operators() {
    Map<String, Operator> operators = new HashMap<>();
    add(operators, Kind.COMPUTE, 2, ALL, List.of("Conv", "ConvTranspose", "Gemm", "MatMul"));
    add(
        operators,
        Kind.ACTIVATION,
        1,
        ALL,
        List.of("Relu", "LeakyRelu", "Elu", "Gelu", "HardSwish", "Mish"));
    add(operators, Kind.ACTIVATION, 2, ALL, List.of("PRelu"));
    add(operators, Kind.ACTIVATION, 5, ALL, List.of("BatchNormalization"));
    add(operators, Kind.ARITHMETIC, 2, ALL, List.of("Add", "Sub", "Mul", "Div"));
    add(
        operators,
        Kind.ARITHMETIC,
        1,
        ALL,
        List.of(
            "Sum",
            "Neg",
            "Sigmoid",
            "HardSigmoid",
            "Tanh",
            "Softplus",
            "Erf",
            "AveragePool",
            "GlobalAveragePool",
            "ReduceMean"));
    add(
        operators,
        Kind.MOVE,
        1,
        ALL,
        List.of(
            "Concat",
            "MaxPool",
            "GlobalMaxPool",
            "Pad",
            "Transpose",
            "Slice",
            "Split",
            "Squeeze",
            "Unsqueeze",
            "Identity",
            "Flatten",
            "DepthToSpace",
            "SpaceToDepth"));
    add(
        operators,
        Kind.MOVE,
        2,
        ALL,
        List.of("Reshape", "Expand", "Tile", "Gather", "GatherElements", "GatherND"));
    add(operators, Kind.MOVE, 1, 1, List.of("Resize", "Upsample", "Dropout"));
    add(operators, Kind.PROBE, 1, ALL, List.of("Shape", "Size"));
    operators.put("Clip", new Operator("Clip", Kind.ARITHMETIC, 1, ALL, 12));
    return Map.copyOf(operators);
  }

  private static void add(
      Map<String, Operator> operators, Kind kind, int required, int data, List<String> types) {
    types.forEach(type -> operators.put(type, new Operator(type, kind, required, data, 7)));
  }
}
