package dev.quire.model.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Merges batch normalizations into the convolutions before them, computing in double. Engines do so
 * too, but in the precision of the weights, and a variance out of FLOAT16's range would keep its
 * node from running in it.
 */
final class NormFolding {

  private static final float DEFAULT_EPSILON = 1e-5f;

  private final Graph graph;
  private final List<NodeProto> nodes;
  private final Constants constants;
  private final GraphEdges links;
  private final Names names;
  private int folded;

  NormFolding(Graph graph, Constants constants, GraphEdges links) {
    this.graph = graph;
    this.nodes = graph.graph().getNodeList();
    this.constants = constants;
    this.links = links;
    this.names = new Names(graph.graph());
  }

  /** A convolution and what takes the place of its weights. */
  private record Merged(NodeProto convolution, TensorProto weights, TensorProto bias) {}

  /** How a normalization scales and moves each channel. */
  private record Affine(double[] scale, double[] shift) {

    boolean isFinite() {
      for (int i = 0; i < scale.length; i++) {
        if (!Double.isFinite(scale[i]) || !Double.isFinite(shift[i])) {
          return false;
        }
      }
      return true;
    }
  }

  /** The graph with the normalizations merged that can be. */
  Graph apply() {
    Map<Integer, Merged> merged = new HashMap<>();
    Map<Integer, Integer> gone = new HashMap<>();
    for (int node = 0; node < nodes.size(); node++) {
      NodeProto norm = nodes.get(node);
      Optional<Integer> before = convolution(norm);
      Optional<Merged> result = before.flatMap(convolution -> merge(convolution, norm));
      if (result.isPresent()) {
        merged.put(before.get(), result.get());
        gone.put(node, before.get());
      }
    }
    folded = gone.size();
    if (folded == 0) {
      return graph;
    }
    GraphProto.Builder written = graph.graph().toBuilder().clearNode();
    for (int node = 0; node < nodes.size(); node++) {
      Merged replacement = merged.get(node);
      if (replacement != null) {
        written.addNode(constant(replacement.weights()));
        written.addNode(constant(replacement.bias()));
        written.addNode(replacement.convolution());
      } else if (!gone.containsKey(node)) {
        written.addNode(nodes.get(node));
      }
    }
    return new WantedOutputs(graph.outputs()).apply(graph.with(written.build()));
  }

  /** Number of normalizations merged. */
  int folded() {
    return folded;
  }

  /** The convolution before a normalization, if nothing else takes its result. */
  private Optional<Integer> convolution(NodeProto norm) {
    if (!is(norm, Set.of("BatchNormalization")) || !isInference(norm)) {
      return Optional.empty();
    }
    String between = norm.getInput(0);
    return links
        .maker(between)
        .filter(maker -> is(nodes.get(maker), Set.of("Conv", "ConvTranspose")))
        .filter(maker -> links.users(between).size() == 1 && !links.isPinned(between))
        .filter(maker -> norm.getInputList().stream().skip(1).allMatch(constants::contains));
  }

  private boolean isInference(NodeProto norm) {
    Attributes attributes = new Attributes(graph.name(), norm);
    return norm.getOutputList().stream().skip(1).allMatch(String::isEmpty)
        && attributes.integer("training_mode").orElse(0L) == 0
        && attributes.integer("spatial").orElse(1L) == 1;
  }

  private Optional<Merged> merge(int index, NodeProto norm) {
    NodeProto convolution = nodes.get(index);
    boolean transposed = convolution.getOpType().equals("ConvTranspose");
    String bias = convolution.getInputCount() > 2 ? convolution.getInput(2) : "";
    long groups = new Attributes(graph.name(), convolution).integer("group").orElse(1L);
    if (!constants.contains(convolution.getInput(1))
        || !bias.isEmpty() && !constants.contains(bias)
        || transposed && groups != 1) {
      return Optional.empty();
    }
    TensorProto weights = constants.get(convolution.getInput(1));
    int axis = transposed ? 1 : 0;
    if (weights.getDimsCount() <= axis) {
      return Optional.empty();
    }
    Optional<Affine> affine = affine(norm, weights.getDims(axis));
    if (affine.isEmpty()) {
      return Optional.empty();
    }
    int channels = affine.get().scale().length;
    float[] start = bias.isEmpty() ? new float[channels] : values(bias);
    if (start.length != channels) {
      return Optional.empty();
    }
    return Optional.of(merged(convolution, norm, weights, axis, start, affine.get()));
  }

  private Merged merged(
      NodeProto convolution,
      NodeProto norm,
      TensorProto weights,
      int axis,
      float[] bias,
      Affine affine) {
    float[] moved = new float[bias.length];
    for (int channel = 0; channel < moved.length; channel++) {
      moved[channel] = (float) (bias[channel] * affine.scale()[channel] + affine.shift()[channel]);
    }
    String weightsName = names.fresh(convolution.getInput(1) + ".merged");
    String biasName = names.fresh(norm.getInput(2) + ".merged");
    NodeProto.Builder merged = convolution.toBuilder().setInput(1, weightsName);
    if (convolution.getInputCount() > 2) {
      merged.setInput(2, biasName);
    } else {
      merged.addInput(biasName);
    }
    return new Merged(
        merged.setOutput(0, norm.getOutput(0)).build(),
        TensorData.floats(
            weightsName, weights.getDimsList(), scaled(weights, axis, affine.scale())),
        TensorData.floats(biasName, List.of((long) moved.length), moved));
  }

  private Optional<Affine> affine(NodeProto norm, long channels) {
    float[] scale = values(norm.getInput(1));
    float[] shift = values(norm.getInput(2));
    float[] mean = values(norm.getInput(3));
    float[] variance = values(norm.getInput(4));
    if (scale.length != channels
        || shift.length != channels
        || mean.length != channels
        || variance.length != channels) {
      return Optional.empty();
    }
    double epsilon = new Attributes(graph.name(), norm).real("epsilon").orElse(DEFAULT_EPSILON);
    double[] factor = new double[scale.length];
    double[] addend = new double[scale.length];
    for (int channel = 0; channel < scale.length; channel++) {
      factor[channel] = scale[channel] / Math.sqrt(variance[channel] + epsilon);
      addend[channel] = shift[channel] - mean[channel] * factor[channel];
    }
    return Optional.of(new Affine(factor, addend)).filter(Affine::isFinite);
  }

  private static float[] scaled(TensorProto weights, int axis, double[] scale) {
    float[] values = TensorData.floats(weights);
    int inner = 1;
    for (int i = axis + 1; i < weights.getDimsCount(); i++) {
      inner *= (int) weights.getDims(i);
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (values[i] * scale[i / inner % scale.length]);
    }
    return values;
  }

  private float[] values(String constant) {
    return TensorData.floats(constants.get(constant));
  }

  private static boolean is(NodeProto node, Set<String> types) {
    return Operator.isStandard(node.getDomain()) && types.contains(node.getOpType());
  }

  /** A node, as before IR version 4 a weight had to be an input too. */
  private static NodeProto constant(TensorProto tensor) {
    return NodeProto.newBuilder()
        .setName(tensor.getName())
        .setOpType("Constant")
        .addOutput(tensor.getName())
        .addAttribute(Attributes.of("value", tensor))
        .build();
  }
}
