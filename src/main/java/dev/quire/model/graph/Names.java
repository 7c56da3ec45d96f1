package dev.quire.model.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The names of a graph's tensors: which are taken, and which an inner graph takes from outside. */
final class Names {

  private final Set<String> taken = new HashSet<>();

  Names(GraphProto graph) {
    collect(graph);
  }

  /** A name that no tensor has, which starts with {@code base}. It is taken from then on. */
  String fresh(String base) {
    String name = base;
    for (int i = 2; !taken.add(name); i++) {
      name = base + "." + i;
    }
    return name;
  }

  /** Names that the graphs inside a node take from the graph around it. */
  static Set<String> captured(NodeProto node) {
    Set<String> captured = new LinkedHashSet<>();
    Attributes.subgraphs(node).forEach(inner -> capture(inner, captured));
    return captured;
  }

  /** The node with its inputs renamed, and what graphs inside it take from outside. */
  static NodeProto rename(NodeProto node, Map<String, String> names) {
    if (names.isEmpty()) {
      return node;
    }
    NodeProto.Builder renamed = node.toBuilder();
    for (int i = 0; i < node.getInputCount(); i++) {
      renamed.setInput(i, names.getOrDefault(node.getInput(i), node.getInput(i)));
    }
    renamed
        .getAttributeBuilderList()
        .forEach(
            attribute -> {
              if (attribute.hasG()) {
                attribute.setG(rename(attribute.getG(), names));
              }
              for (int i = 0; i < attribute.getGraphsCount(); i++) {
                attribute.setGraphs(i, rename(attribute.getGraphs(i), names));
              }
            });
    return renamed.build();
  }

  private static GraphProto rename(GraphProto inner, Map<String, String> outerNames) {
    Map<String, String> names = new HashMap<>(outerNames);
    names.keySet().removeAll(made(inner));
    GraphProto.Builder renamed = inner.toBuilder().clearNode();
    inner.getNodeList().forEach(node -> renamed.addNode(rename(node, names)));
    renamed
        .getOutputBuilderList()
        .forEach(output -> output.setName(names.getOrDefault(output.getName(), output.getName())));
    return renamed.build();
  }

  private static void capture(GraphProto inner, Set<String> captured) {
    Set<String> own = made(inner);
    Set<String> used = new LinkedHashSet<>();
    for (NodeProto node : inner.getNodeList()) {
      used.addAll(node.getInputList());
      used.addAll(captured(node));
    }
    inner.getOutputList().forEach(output -> used.add(output.getName()));
    used.removeAll(own);
    used.remove("");
    captured.addAll(used);
  }

  private static Set<String> made(GraphProto graph) {
    Set<String> made = new HashSet<>();
    graph.getInitializerList().stream().map(TensorProto::getName).forEach(made::add);
    graph.getSparseInitializerList().forEach(weight -> made.add(weight.getValues().getName()));
    graph.getInputList().stream().map(ValueInfoProto::getName).forEach(made::add);
    graph.getNodeList().forEach(node -> made.addAll(node.getOutputList()));
    return made;
  }

  private void collect(GraphProto graph) {
    taken.addAll(made(graph));
    graph.getNodeList().stream().flatMap(Attributes::subgraphs).forEach(this::collect);
  }
}
