package dev.quire.model.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The FLOAT tensors of a graph that no run can change: its weights and its Constant nodes. */
final class Constants {

  /** From this IR version on, a weight that is an input as well is only its default. */
  private static final int DEFAULTS_SINCE = 4;

  private final Map<String, TensorProto> tensors = new LinkedHashMap<>();
  private final Set<String> unfit = new HashSet<>();

  Constants(Graph graph) {
    Set<String> inputs = new HashSet<>();
    if (graph.model().getIrVersion() >= DEFAULTS_SINCE) {
      graph.graph().getInputList().stream().map(ValueInfoProto::getName).forEach(inputs::add);
    }
    for (TensorProto weight : graph.graph().getInitializerList()) {
      if (!inputs.contains(weight.getName())) {
        add(weight.getName(), weight);
      }
    }
    for (NodeProto node : graph.graph().getNodeList()) {
      if (isConstant(node)) {
        tensor(new Attributes(graph.name(), node))
            .ifPresent(tensor -> add(node.getOutput(0), tensor));
      }
    }
  }

  static boolean isConstant(NodeProto node) {
    return Operator.isStandard(node.getDomain())
        && node.getOpType().equals("Constant")
        && node.getOutputCount() == 1;
  }

  /** Element type of what a Constant node holds. */
  static int type(Attributes attributes) {
    if (attributes.integer("value_int").isPresent()
        || attributes.integers("value_ints").isPresent()) {
      return DataType.INT64_VALUE;
    }
    return tensor(attributes).map(TensorProto::getDataType).orElse(ElementTypes.UNKNOWN);
  }

  boolean contains(String name) {
    return tensors.containsKey(name);
  }

  TensorProto get(String name) {
    return tensors.get(name);
  }

  /**
   * Whether FLOAT16 can hold a constant: all values are finite and at most {@link
   * Float16#MAX_VALUE} in magnitude, and not all but zeros lie below {@link Float16#MIN_NORMAL},
   * where an epsilon would lose its digits or vanish.
   */
  boolean fits(String name) {
    return !unfit.contains(name);
  }

  private void add(String name, TensorProto tensor) {
    if (tensor.getDataType() == DataType.FLOAT_VALUE) {
      tensors.put(name, tensor);
      if (!fits(TensorData.floats(tensor))) {
        unfit.add(name);
      }
    }
  }

  private static boolean fits(float[] values) {
    float largest = 0;
    for (float value : values) {
      // Written so that a NaN does not fit.
      if (!(Math.abs(value) <= Float16.MAX_VALUE)) {
        return false;
      }
      largest = Math.max(largest, Math.abs(value));
    }
    return largest == 0 || largest >= Float16.MIN_NORMAL;
  }

  private static Optional<TensorProto> tensor(Attributes attributes) {
    return attributes
        .tensor("value")
        .or(
            () ->
                attributes
                    .real("value_float")
                    .map(value -> TensorData.floats("", List.of(), new float[] {value})))
        .or(() -> attributes.reals("value_floats").map(Constants::vector));
  }

  private static TensorProto vector(List<Float> values) {
    float[] vector = new float[values.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = values.get(i);
    }
    return TensorData.floats("", List.of((long) vector.length), vector);
  }
}
