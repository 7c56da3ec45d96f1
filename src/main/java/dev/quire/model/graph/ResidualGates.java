package dev.quire.model.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;
import java.util.Optional;

/**
 * {@code x + x * gate}, the gate from a hard sigmoid: restated as {@code x * (gate + 1)}. As the
 * gate lies between 0 and 1, nothing cancels.
 */
final class ResidualGates {

  private final GraphRewrite graph;
  private final ElementTypes types;

  /** With the types of the graph before it was rewritten. */
  ResidualGates(GraphRewrite graph, ElementTypes types) {
    this.graph = graph;
    this.types = types;
  }

  void restate() {
    for (int place = 0; place < graph.places(); place++) {
      Optional<NodeProto> sum = graph.node(place, "Add");
      if (sum.isPresent() && !restate(place, sum.get(), 0)) {
        restate(place, sum.get(), 1);
      }
    }
  }

  private boolean restate(int place, NodeProto sum, int index) {
    String data = sum.getInput(index);
    String gated = sum.getInput(1 - index);
    Optional<Integer> product =
        graph.maker(gated).filter(maker -> graph.onlyUser(gated).isPresent());
    Optional<String> gate =
        product
            .flatMap(maker -> graph.node(maker, "Mul"))
            .flatMap(mul -> other(mul, data))
            .filter(this::isGate);
    if (data.equals(gated) || gate.isEmpty()) {
      return false;
    }
    String result = sum.getOutput(0);
    String raised = graph.fresh(result + ".gate");
    String one = graph.add(result + ".one", List.of(), 1);
    graph.replace(product.get(), GraphRewrite.node("Add", List.of(gate.get(), one), raised));
    graph.replace(place, GraphRewrite.node("Mul", List.of(data, raised), result));
    return true;
  }

  private static Optional<String> other(NodeProto product, String data) {
    if (product.getInput(0).equals(data)) {
      return Optional.of(product.getInput(1));
    }
    return product.getInput(1).equals(data) ? Optional.of(product.getInput(0)) : Optional.empty();
  }

  private boolean isGate(String tensor) {
    return types.of(tensor) == DataType.FLOAT_VALUE
        && graph.maker(tensor).flatMap(maker -> graph.node(maker, "HardSigmoid")).isPresent();
  }
}
