package dev.quire.model.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Map;

/** Identity nodes: what takes their result may take their input as well. */
final class Copies {

  private final GraphRewrite graph;

  Copies(GraphRewrite graph) {
    this.graph = graph;
  }

  void bypass() {
    for (int place = 0; place < graph.places(); place++) {
      int copy = place;
      graph
          .node(place, "Identity")
          .filter(node -> !graph.isPinned(node.getOutput(0)))
          .ifPresent(node -> bypass(copy, node));
    }
  }

  private void bypass(int place, NodeProto copy) {
    String result = copy.getOutput(0);
    for (int user : graph.users(result)) {
      graph.replace(user, Names.rename(graph.node(user), Map.of(result, copy.getInput(0))));
    }
    graph.remove(place);
  }
}
