package dev.quire.model.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which node of a graph makes a tensor and which use it; nodes go by their index. */
final class GraphEdges {

  private final Map<String, Integer> makers = new HashMap<>();
  private final Map<String, Set<Integer>> users = new HashMap<>();
  private final Set<String> pinned = new HashSet<>();

  GraphEdges(GraphProto graph) {
    List<NodeProto> nodes = graph.getNodeList();
    for (int i = 0; i < nodes.size(); i++) {
      for (String input : nodes.get(i).getInputList()) {
        if (!input.isEmpty()) {
          users.computeIfAbsent(input, name -> new TreeSet<>()).add(i);
        }
      }
      for (String output : nodes.get(i).getOutputList()) {
        makers.put(output, i);
      }
      pinned.addAll(Names.captured(nodes.get(i)));
    }
    graph.getOutputList().forEach(output -> pinned.add(output.getName()));
  }

  /** The node that makes a tensor; none makes inputs and weights. */
  Optional<Integer> maker(String tensor) {
    return Optional.ofNullable(makers.get(tensor));
  }

  /** The nodes that take a tensor as input, in order. */
  Set<Integer> users(String tensor) {
    return users.getOrDefault(tensor, Set.of());
  }

  /** Whether the tensor is an output of the graph or used inside an inner one. */
  boolean isPinned(String tensor) {
    return pinned.contains(tensor);
  }
}
