package dev.quire.model.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A graph while its nodes are replaced. Nodes go by their place, which stays theirs; whoever
 * replaces one sees to it that the new one finds its inputs made at that place. Not thread-safe.
 */
final class GraphRewrite {

  private final Graph graph;
  private final Constants constants;
  private final Names names;

  /** Null where a node is gone. */
  private final List<NodeProto> nodes;

  private final Map<String, Integer> makers = new HashMap<>();
  private final Map<String, Set<Integer>> users = new HashMap<>();
  private final Map<String, TensorProto> added = new LinkedHashMap<>();
  private final Set<String> pinned = new HashSet<>();
  private boolean changed;

  GraphRewrite(Graph graph) {
    this.graph = graph;
    this.constants = new Constants(graph);
    this.names = new Names(graph.graph());
    this.nodes = new ArrayList<>(graph.graph().getNodeList());
    for (int place = 0; place < nodes.size(); place++) {
      link(place, nodes.get(place));
      pinned.addAll(Names.captured(nodes.get(place)));
    }
    pinned.addAll(graph.outputs());
  }

  /** Number of places, those of nodes that are gone too. */
  int places() {
    return nodes.size();
  }

  /** The node at a place, if it is there and one of ONNX's own operators of one of these types. */
  Optional<NodeProto> node(int place, String... types) {
    NodeProto node = nodes.get(place);
    return node != null
            && Operator.isStandard(node.getDomain())
            && List.of(types).contains(node.getOpType())
            && node.getOutputCount() > 0
        ? Optional.of(node)
        : Optional.empty();
  }

  /** The node at the place of one that is there. */
  NodeProto node(int place) {
    return nodes.get(place);
  }

  /** The place of the node that makes a tensor; none makes inputs and weights. */
  Optional<Integer> maker(String tensor) {
    return Optional.ofNullable(makers.get(tensor));
  }

  /** The places of the nodes that take a tensor as input, in order. */
  List<Integer> users(String tensor) {
    return List.copyOf(users.getOrDefault(tensor, Set.of()));
  }

  /** The place of the one node that takes a tensor, if nothing else wants it. */
  Optional<Integer> onlyUser(String tensor) {
    List<Integer> all = users(tensor);
    return all.size() == 1 && !isPinned(tensor) ? Optional.of(all.get(0)) : Optional.empty();
  }

  /** Whether the tensor is an output of the graph or used inside an inner one. */
  boolean isPinned(String tensor) {
    return pinned.contains(tensor);
  }

  /** A FLOAT tensor that no run can change. */
  Optional<TensorProto> constant(String tensor) {
    return Optional.ofNullable(added.getOrDefault(tensor, constants.get(tensor)));
  }

  Attributes attributes(NodeProto node) {
    return new Attributes(graph.name(), node);
  }

  String fresh(String base) {
    return names.fresh(base);
  }

  /** A new constant; its name, which starts with {@code base}. */
  String add(String base, List<Long> dimensions, float... values) {
    String name = fresh(base);
    added.put(name, TensorData.floats(name, dimensions, values));
    return name;
  }

  void remove(int place) {
    NodeProto old = nodes.set(place, null);
    old.getOutputList().forEach(output -> makers.remove(output, place));
    old.getInputList().forEach(input -> users.getOrDefault(input, new TreeSet<>()).remove(place));
    changed = true;
  }

  void replace(int place, NodeProto node) {
    remove(place);
    nodes.set(place, node);
    link(place, node);
  }

  /** A node to replace others with. */
  static NodeProto node(
      String type, List<String> inputs, String output, AttributeProto... attributes) {
    return NodeProto.newBuilder()
        .setName(output)
        .setOpType(type)
        .addAllInput(inputs)
        .addOutput(output)
        .addAllAttribute(List.of(attributes))
        .build();
  }

  /** The graph as it is now, without what nothing needs any more; the first one if it is. */
  Graph result() {
    if (!changed) {
      return graph;
    }
    GraphProto.Builder written = graph.graph().toBuilder().clearNode();
    // Nodes, as before IR version 4 a weight had to be an input too.
    added.forEach(
        (name, tensor) ->
            written.addNode(node("Constant", List.of(), name, Attributes.of("value", tensor))));
    nodes.stream().filter(node -> node != null).forEach(written::addNode);
    return new WantedOutputs(graph.outputs()).apply(graph.with(written.build()));
  }

  private void link(int place, NodeProto node) {
    for (String input : node.getInputList()) {
      if (!input.isEmpty()) {
        users.computeIfAbsent(input, name -> new TreeSet<>()).add(place);
      }
    }
    node.getOutputList().forEach(output -> makers.put(output, place));
  }
}
