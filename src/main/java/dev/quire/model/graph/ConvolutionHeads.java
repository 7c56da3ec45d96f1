package dev.quire.model.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A factor, and perhaps an addend, before convolutions. Where these alone take the result, it is
 * merged into them. Where one pads, its border would be the addend instead of zero: there, and
 * before pooling, a depthwise convolution of one pixel takes the two nodes' place.
 */
final class ConvolutionHeads {

  private static final List<Long> ONE_BY_ONE = List.of(1L, 1L);
  private static final int RANK = 4;

  private final GraphRewrite graph;
  private final AffineSteps steps;

  ConvolutionHeads(GraphRewrite graph) {
    this.graph = graph;
    this.steps = new AffineSteps(graph);
  }

  void merge() {
    for (int place = 0; place < graph.places(); place++) {
      int at = place;
      graph.node(place, "Mul").flatMap(node -> head(at, node)).ifPresent(this::merge);
    }
  }

  /**
   * The nodes before convolutions.
   *
   * @param data what the first one takes
   * @param result what the last one makes
   */
  private record Head(
      List<Integer> places, String data, String result, double scale, double shift) {}

  private Optional<Head> head(int place, NodeProto mul) {
    Optional<AffineSteps.Scalar> factor = steps.scalar(mul);
    if (factor.isEmpty() || isGelu(factor.get().data())) {
      return Optional.empty();
    }
    String scaled = mul.getOutput(0);
    Optional<Integer> next = graph.onlyUser(scaled);
    Optional<NodeProto> add = next.flatMap(user -> graph.node(user, "Add"));
    Optional<AffineSteps.Scalar> addend = add.flatMap(steps::scalar);
    Head head =
        addend.isPresent()
            ? new Head(
                List.of(place, next.get()),
                factor.get().data(),
                add.get().getOutput(0),
                factor.get().value(),
                addend.get().value())
            : new Head(List.of(place), factor.get().data(), scaled, factor.get().value(), 0);
    return Optional.of(head).filter(found -> !graph.isPinned(found.result()));
  }

  private void merge(Head head) {
    List<Integer> users = graph.users(head.result());
    List<Convolution> convolutions = new ArrayList<>();
    for (int user : users) {
      graph
          .node(user, "Conv")
          .filter(node -> node.getInput(0).equals(head.result()))
          .flatMap(node -> Convolution.of(graph, node))
          .ifPresent(convolutions::add);
    }
    if (convolutions.size() < users.size()) {
      if (head.shift() != 0 && users.stream().anyMatch(this::isBlocked)) {
        channels(head.data()).ifPresent(channels -> standAlone(head, channels));
      }
      return;
    }
    if (users.isEmpty()) {
      return;
    }
    if (head.shift() == 0 || convolutions.stream().noneMatch(user -> user.isPadded(graph))) {
      absorb(head, users, convolutions);
    } else if (convolutions.get(0).rank() == RANK) {
      standAlone(head, convolutions.get(0).inputChannels());
    }
  }

  private void absorb(Head head, List<Integer> users, List<Convolution> convolutions) {
    List<NodeProto> merged = new ArrayList<>();
    for (Convolution convolution : convolutions) {
      convolution
          .after(graph, head.scale(), head.shift())
          .map(node -> node.toBuilder().setInput(0, head.data()).build())
          .ifPresent(merged::add);
    }
    if (merged.size() < users.size()) {
      return;
    }
    for (int i = 0; i < merged.size(); i++) {
      graph.replace(users.get(i), merged.get(i));
    }
    head.places().forEach(graph::remove);
  }

  private void standAlone(Head head, int channels) {
    String weights =
        graph.add(
            head.result() + ".weights",
            List.of((long) channels, 1L, 1L, 1L),
            all(channels, head.scale()));
    String bias =
        graph.add(head.result() + ".bias", List.of((long) channels), all(channels, head.shift()));
    head.places().stream().skip(1).forEach(graph::remove);
    graph.replace(
        head.places().get(0),
        GraphRewrite.node(
            "Conv",
            List.of(head.data(), weights, bias),
            head.result(),
            Attributes.of("kernel_shape", ONE_BY_ONE),
            Attributes.of("group", (long) channels)));
  }

  /** Whether processors have a node work on blocks of channels. */
  private boolean isBlocked(int place) {
    return graph.node(place, "Conv", "GlobalAveragePool", "AveragePool", "MaxPool").isPresent();
  }

  /** How many channels an image has that comes from a convolution, directly or by hard swish. */
  private Optional<Integer> channels(String tensor) {
    String source =
        inputs(tensor, "Mul").stream()
            .filter(gate -> inputs(tensor, "Mul").containsAll(inputs(gate, "HardSigmoid")))
            .flatMap(gate -> inputs(gate, "HardSigmoid").stream())
            .findFirst()
            .orElse(tensor);
    return graph
        .maker(source)
        .flatMap(maker -> graph.node(maker, "Conv"))
        .flatMap(node -> Convolution.of(graph, node))
        .filter(convolution -> convolution.rank() == RANK)
        .map(Convolution::channels);
  }

  /** Whether {@code x * (erf(...) + 1)} is to be halved: engines know GELU with its half only. */
  private boolean isGelu(String tensor) {
    return inputs(tensor, "Mul").stream()
        .flatMap(factor -> inputs(factor, "Add").stream())
        .anyMatch(term -> graph.maker(term).flatMap(maker -> graph.node(maker, "Erf")).isPresent());
  }

  private List<String> inputs(String tensor, String type) {
    return graph
        .maker(tensor)
        .flatMap(maker -> graph.node(maker, type))
        .map(node -> List.copyOf(node.getInputList()))
        .orElse(List.of());
  }

  private static float[] all(int channels, double value) {
    float[] values = new float[channels];
    Arrays.fill(values, (float) value);
    return values;
  }
}
