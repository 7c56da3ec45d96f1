package dev.quire.model.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Leaves out of a graph what only unwanted outputs need: nodes, weights and the outputs themselves.
 * What is left computes what it did. Inputs stay, needed or not, so that the graph is fed as
 * before.
 *
 * @param names the outputs to keep, at least one
 */
public record WantedOutputs(List<String> names) {

  public WantedOutputs {
    names = List.copyOf(names);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("At least one output must be wanted");
    }
  }

  /**
   * The graph with the wanted outputs alone, in the graph's order.
   *
   * @throws GraphException if the graph has no output of a wanted name
   */
  public Graph apply(Graph graph) {
    for (String name : names) {
      if (!graph.outputs().contains(name)) {
        throw new GraphException(
            "%s: the graph has no output '%s', but %s"
                .formatted(graph.name(), name, graph.outputs()));
      }
    }
    Set<String> needed = new HashSet<>(names);
    List<NodeProto> nodes = needed(graph.graph().getNodeList(), needed);
    if (nodes.isEmpty()) {
      throw new GraphException(
          "%s: no node makes the outputs %s; expected at least one".formatted(graph.name(), names));
    }
    return graph.with(pruned(graph.graph(), nodes, needed));
  }

  /**
   * The nodes that make something needed, in their order.
   *
   * @param needed names of tensors; what these nodes use is added
   */
  private static List<NodeProto> needed(List<NodeProto> nodes, Set<String> needed) {
    List<NodeProto> kept = new ArrayList<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      NodeProto node = nodes.get(i);
      if (!Collections.disjoint(needed, node.getOutputList())) {
        kept.add(node);
        node.getInputList().stream().filter(input -> !input.isEmpty()).forEach(needed::add);
        needed.addAll(Names.captured(node));
      }
    }
    Collections.reverse(kept);
    return kept;
  }

  private GraphProto pruned(GraphProto graph, List<NodeProto> nodes, Set<String> needed) {
    Set<String> made = new HashSet<>(needed);
    nodes.forEach(node -> made.addAll(node.getOutputList()));
    Set<String> dropped = new HashSet<>();
    GraphProto.Builder pruned =
        graph.toBuilder()
            .clearNode()
            .addAllNode(nodes)
            .clearInitializer()
            .clearSparseInitializer()
            .clearInput()
            .clearOutput()
            .clearValueInfo();
    for (TensorProto weight : graph.getInitializerList()) {
      if (needed.contains(weight.getName())) {
        pruned.addInitializer(weight);
      } else {
        dropped.add(weight.getName());
      }
    }
    graph.getSparseInitializerList().stream()
        .filter(weight -> needed.contains(weight.getValues().getName()))
        .forEach(pruned::addSparseInitializer);
    // Without its weight, an input that had it as default would have to be fed.
    graph.getInputList().stream()
        .filter(input -> !dropped.contains(input.getName()))
        .forEach(pruned::addInput);
    graph.getOutputList().stream()
        .filter(output -> names.contains(output.getName()))
        .forEach(pruned::addOutput);
    graph.getValueInfoList().stream()
        .filter(value -> made.contains(value.getName()))
        .forEach(pruned::addValueInfo);
    return pruned.build();
  }
}
