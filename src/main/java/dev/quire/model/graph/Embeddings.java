package dev.quire.model.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;

/**
 * Which nodes look words up: they take rows of a table of weights that are added to others and then
 * normalized, as transformers begin. Such tables are a large part of a text model's weights, and
 * the normalization takes the size of the values away. Rows that become boxes or scores, such as
 * anchors, are not meant.
 */
final class Embeddings {

  private static final int TABLE_RANK = 2;

  private final Graph graph;
  private final List<NodeProto> nodes;
  private final Constants constants;
  private final GraphEdges links;

  Embeddings(Graph graph, Constants constants, GraphEdges links) {
    this.graph = graph;
    this.nodes = graph.graph().getNodeList();
    this.constants = constants;
    this.links = links;
  }

  /** Whether a node looks words up in a table that FLOAT16 can hold. */
  boolean isLookup(int node) {
    NodeProto gather = nodes.get(node);
    if (!isStandard(gather, "Gather")) {
      return false;
    }
    String table = gather.getInput(0);
    return constants.contains(table)
        && constants.fits(table)
        && constants.get(table).getDimsCount() == TABLE_RANK
        && new Attributes(graph.name(), gather).integer("axis").orElse(0L) == 0
        && isNormalized(gather.getOutput(0));
  }

  /**
   * Whether all that becomes of a tensor is a normalization, whole or in parts, perhaps of a sum.
   */
  private boolean isNormalized(String tensor) {
    List<NodeProto> users =
        links.users(tensor).stream()
            .map(nodes::get)
            .filter(user -> !isStandard(user, "Shape") && !isStandard(user, "Size"))
            .toList();
    boolean centred = users.stream().anyMatch(user -> isStandard(user, "ReduceMean"));
    return !users.isEmpty()
        && !links.isPinned(tensor)
        && users.stream().allMatch(user -> isNormalized(user, tensor, centred));
  }

  private boolean isNormalized(NodeProto user, String tensor, boolean centred) {
    if (!Operator.isStandard(user.getDomain())) {
      return false;
    }
    return switch (user.getOpType()) {
      case "Add" -> isNormalized(user.getOutput(0));
      case "LayerNormalization" -> user.getInput(0).equals(tensor);
      case "ReduceMean" -> true;
      case "Sub" -> centred;
      default -> false;
    };
  }

  private static boolean isStandard(NodeProto node, String type) {
    return Operator.isStandard(node.getDomain()) && node.getOpType().equals(type);
  }
}
