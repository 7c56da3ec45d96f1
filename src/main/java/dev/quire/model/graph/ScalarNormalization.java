package dev.quire.model.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.quire.model.Preprocessing;
import java.util.List;
import java.util.Optional;

/**
 * Scales and shifts pixels by single values where {@link PreprocessingFusion} has the same one for
 * each channel. ONNX Runtime moves the channels of graphs in integers to the end, where three
 * factors in turn cost ten times as much as one: a fifth of all of page-mini's run. With one, it
 * joins the factor with one that follows, which rounds once in place of twice: for graphs that are
 * rounded anyway.
 */
public final class ScalarNormalization implements GraphPass {

  private static final int RANK = 4;

  @Override
  public Graph apply(Graph graph) {
    GraphRewrite view = new GraphRewrite(graph);
    for (ValueInfoProto input : graph.graph().getInputList()) {
      if (isPixels(input)) {
        follow(view, input.getName());
      }
    }
    return view.result();
  }

  private static boolean isPixels(ValueInfoProto input) {
    var type = input.getType().getTensorType();
    return type.getElemType() == DataType.UINT8_VALUE && type.getShape().getDimCount() == RANK;
  }

  /** Along the nodes that keep the pixels' channels. */
  private static void follow(GraphRewrite view, String pixels) {
    Optional<Integer> place = view.onlyUser(pixels);
    while (place.isPresent()) {
      NodeProto node = view.node(place.get());
      switch (node.getOpType()) {
        case "Mul", "Add" -> simplify(view, place.get(), node);
        case "Transpose", "Gather", "Cast" -> {}
        default -> {
          return;
        }
      }
      place = view.onlyUser(node.getOutput(0));
    }
  }

  private static void simplify(GraphRewrite view, int place, NodeProto node) {
    view.constant(node.getInput(1))
        .filter(
            tensor ->
                tensor.getDimsList().equals(List.of(1L, (long) Preprocessing.CHANNELS, 1L, 1L)))
        .map(TensorData::floats)
        .filter(values -> values[0] == values[1] && values[0] == values[2])
        .ifPresent(
            values -> {
              String one = view.add(node.getInput(1) + ".one", List.of(), values[0]);
              view.replace(place, node.toBuilder().setInput(1, one).build());
            });
  }

  @Override
  public String toString() {
    return "scalar normalization";
  }
}
