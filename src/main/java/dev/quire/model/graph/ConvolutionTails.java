package dev.quire.model.graph;

import java.util.ArrayList;
import java.util.List;

/** What scales and shifts a convolution's channels and is all that takes them: merged into it. */
final class ConvolutionTails {

  private final GraphRewrite graph;
  private final AffineSteps steps;

  ConvolutionTails(GraphRewrite graph) {
    this.graph = graph;
    this.steps = new AffineSteps(graph);
  }

  void merge() {
    for (int place = 0; place < graph.places(); place++) {
      int at = place;
      graph
          .node(place, "Conv", "ConvTranspose")
          .flatMap(node -> Convolution.of(graph, node))
          .ifPresent(convolution -> merge(at, convolution));
    }
  }

  private void merge(int place, Convolution convolution) {
    Tail tail = tail(convolution);
    if (tail.places().isEmpty()) {
      return;
    }
    convolution
        .then(graph, tail.affine())
        .ifPresent(
            merged -> {
              tail.places().forEach(graph::remove);
              graph.replace(place, merged.toBuilder().setOutput(0, tail.result()).build());
            });
  }

  /**
   * The steps after a convolution.
   *
   * @param affine what they do together
   * @param result the last one's
   */
  private record Tail(List<Integer> places, ChannelAffine affine, String result) {}

  private Tail tail(Convolution convolution) {
    List<Integer> places = new ArrayList<>();
    ChannelAffine affine = ChannelAffine.none(convolution.channels());
    String result = convolution.node().getOutput(0);
    while (true) {
      int user = graph.onlyUser(result).orElse(-1);
      ChannelAffine step =
          user < 0
              ? null
              : steps.step(user, result, convolution.rank(), convolution.channels()).orElse(null);
      if (step == null) {
        return new Tail(places, affine, result);
      }
      places.add(user);
      affine = affine.then(step);
      result = graph.node(user).getOutput(0);
    }
  }
}
