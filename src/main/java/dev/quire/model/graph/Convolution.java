package dev.quire.model.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A convolution with constant weights.
 *
 * @param node of type Conv, or ConvTranspose with one group
 * @param weights at least one value
 * @param bias one value for each output channel; zeros where the node has none
 * @param groups how many parts the channels fall into
 */
record Convolution(NodeProto node, TensorProto weights, float[] bias, int groups) {

  /** Batch, channels and at least one more. */
  private static final int LEAST_RANK = 3;

  private static final Set<String> PADS_NOTHING = Set.of("NOTSET", "VALID");

  /** The convolution that a node is, if its weights are constant and agree with each other. */
  static Optional<Convolution> of(GraphRewrite graph, NodeProto node) {
    Optional<TensorProto> weights = graph.constant(node.getInput(1));
    long groups = graph.attributes(node).integer("group").orElse(1L);
    if (weights.filter(tensor -> isKernel(tensor, node, groups)).isEmpty()) {
      return Optional.empty();
    }
    int channels = (int) weights.get().getDims(axis(node));
    String bias = node.getInputCount() > 2 ? node.getInput(2) : "";
    Optional<float[]> addends =
        bias.isEmpty()
            ? Optional.of(new float[channels])
            : graph.constant(bias).map(TensorData::floats);
    return addends
        .filter(values -> values.length == channels)
        .map(values -> new Convolution(node, weights.get(), values, (int) groups));
  }

  private static boolean isKernel(TensorProto weights, NodeProto node, long groups) {
    return weights.getDimsCount() >= LEAST_RANK
        && TensorData.floats(weights).length > 0
        && groups > 0
        && weights.getDims(0) % groups == 0
        && (groups == 1 || node.getOpType().equals("Conv"));
  }

  /** The dimension of the weights that counts output channels. */
  private static int axis(NodeProto node) {
    return node.getOpType().equals("Conv") ? 0 : 1;
  }

  int rank() {
    return weights.getDimsCount();
  }

  int channels() {
    return bias.length;
  }

  /** Of a Conv. */
  int inputChannels() {
    return (int) weights.getDims(1) * groups;
  }

  /** Whether it sees zeros around its input. */
  boolean isPadded(GraphRewrite graph) {
    Attributes attributes = graph.attributes(node);
    return attributes.text("auto_pad").filter(pad -> !PADS_NOTHING.contains(pad)).isPresent()
        || attributes.integers("pads").orElse(List.of()).stream().anyMatch(pad -> pad != 0);
  }

  /** The node with its result scaled and shifted; none if FLOAT cannot hold its weights. */
  Optional<NodeProto> then(GraphRewrite graph, ChannelAffine affine) {
    float[] kernel = TensorData.floats(weights);
    float[] addends = new float[channels()];
    int inner = inner();
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = (float) (kernel[i] * affine.scale()[i / inner % channels()]);
    }
    for (int i = 0; i < addends.length; i++) {
      addends[i] = (float) (bias[i] * affine.scale()[i] + affine.shift()[i]);
    }
    return with(graph, kernel, addends);
  }

  /**
   * The Conv with {@code x * scale + shift} in place of its input {@code x}, as far as it does not
   * pad; none if FLOAT cannot hold its weights.
   */
  Optional<NodeProto> after(GraphRewrite graph, double scale, double shift) {
    float[] kernel = TensorData.floats(weights);
    double[] sums = new double[channels()];
    int inner = inner();
    for (int i = 0; i < kernel.length; i++) {
      sums[i / inner] += kernel[i];
      kernel[i] = (float) (kernel[i] * scale);
    }
    float[] addends = new float[channels()];
    for (int i = 0; i < addends.length; i++) {
      addends[i] = (float) (bias[i] + shift * sums[i]);
    }
    return with(graph, kernel, addends);
  }

  /** How many weights lie in a row for one output channel. */
  private int inner() {
    int inner = 1;
    for (int axis = axis(node) + 1; axis < weights.getDimsCount(); axis++) {
      inner *= (int) weights.getDims(axis);
    }
    return inner;
  }

  private Optional<NodeProto> with(GraphRewrite graph, float[] kernel, float[] addends) {
    if (!isFinite(kernel) || !isFinite(addends)) {
      return Optional.empty();
    }
    String base = node.getOutput(0);
    NodeProto.Builder changed =
        node.toBuilder().setInput(1, graph.add(base + ".weights", weights.getDimsList(), kernel));
    String name = graph.add(base + ".bias", List.of((long) addends.length), addends);
    return Optional.of(
        (node.getInputCount() > 2 ? changed.setInput(2, name) : changed.addInput(name)).build());
  }

  private static boolean isFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
