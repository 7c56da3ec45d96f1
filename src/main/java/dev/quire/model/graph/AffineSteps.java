package dev.quire.model.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** Tells which nodes scale and shift channels by constants. */
final class AffineSteps {

  private static final float DEFAULT_EPSILON = 1e-5f;

  private final GraphRewrite graph;

  AffineSteps(GraphRewrite graph) {
    this.graph = graph;
  }

  /**
   * A tensor and a constant number that a node joins.
   *
   * @param data the tensor
   */
  record Scalar(String data, double value) {}

  /** The number by which a Mul scales, or that an Add adds, whatever the tensor's shape is. */
  Optional<Scalar> scalar(NodeProto node) {
    for (int i = 0; i < 2; i++) {
      String data = node.getInput(1 - i);
      Optional<TensorProto> constant = graph.constant(node.getInput(i));
      if (constant.filter(AffineSteps::isNumber).isPresent() && graph.constant(data).isEmpty()) {
        return Optional.of(new Scalar(data, TensorData.floats(constant.get())[0]));
      }
    }
    return Optional.empty();
  }

  /** Whether a tensor is one number that changes no tensor's rank but that of another number. */
  static boolean isNumber(TensorProto tensor) {
    return tensor.getDimsCount() <= 1 && TensorData.floats(tensor).length == 1;
  }

  /**
   * What a node does to a tensor.
   *
   * @param data the tensor, {@code [batch, channels, ...]}
   * @param rank the number of its dimensions
   */
  Optional<ChannelAffine> step(int place, String data, int rank, int channels) {
    return graph
        .node(place, "BatchNormalization")
        .filter(norm -> norm.getInput(0).equals(data) && isInference(norm))
        .flatMap(norm -> normalization(norm, channels))
        .or(
            () ->
                graph
                    .node(place, "Mul", "Add", "Sub", "Div")
                    .flatMap(node -> arithmetic(node, data, rank, channels)));
  }

  private Optional<ChannelAffine> arithmetic(NodeProto node, String data, int rank, int channels) {
    boolean first = node.getInput(0).equals(data);
    Optional<double[]> values =
        graph
            .constant(node.getInput(first ? 1 : 0))
            .flatMap(constant -> perChannel(constant, rank, channels));
    return switch (node.getOpType()) {
      case "Mul" -> values.map(ChannelAffine::scale);
      case "Add" -> values.map(ChannelAffine::shift);
      case "Sub" -> values.filter(v -> first).map(v -> ChannelAffine.shift(each(v, x -> -x)));
      default -> values.filter(v -> first).map(v -> ChannelAffine.scale(each(v, x -> 1 / x)));
    };
  }

  /** Normalizes by what it has learnt, not by what it sees. */
  private boolean isInference(NodeProto norm) {
    Attributes attributes = graph.attributes(norm);
    return norm.getOutputList().stream().skip(1).allMatch(String::isEmpty)
        && attributes.integer("training_mode").orElse(0L) == 0
        && attributes.integer("spatial").orElse(1L) == 1;
  }

  private Optional<ChannelAffine> normalization(NodeProto norm, int channels) {
    double[][] parts = new double[4][];
    for (int i = 0; i < parts.length; i++) {
      Optional<float[]> values = graph.constant(norm.getInput(i + 1)).map(TensorData::floats);
      if (values.isEmpty() || values.get().length != channels) {
        return Optional.empty();
      }
      parts[i] = doubles(values.get());
    }
    double epsilon = graph.attributes(norm).real("epsilon").orElse(DEFAULT_EPSILON);
    double[] mean = parts[2];
    double[] scale = parts[0].clone();
    for (int channel = 0; channel < channels; channel++) {
      scale[channel] /= Math.sqrt(parts[3][channel] + epsilon);
    }
    return Optional.of(
        ChannelAffine.shift(each(mean, x -> -x)).then(new ChannelAffine(scale, parts[1])));
  }

  /** The value for each channel, if a constant has one or one for all and widens nothing. */
  private static Optional<double[]> perChannel(TensorProto constant, int rank, int channels) {
    int channelAxis = constant.getDimsCount() - rank + 1;
    for (int axis = 0; axis < constant.getDimsCount(); axis++) {
      long size = constant.getDims(axis);
      if (size != 1 && (axis != channelAxis || size != channels)) {
        return Optional.empty();
      }
    }
    if (constant.getDimsCount() > rank) {
      return Optional.empty();
    }
    double[] values = doubles(TensorData.floats(constant));
    if (values.length == 1) {
      double[] same = new double[channels];
      Arrays.fill(same, values[0]);
      return Optional.of(same);
    }
    return Optional.of(values);
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  private static double[] each(double[] values, DoubleUnaryOperator change) {
    return Arrays.stream(values).map(change).toArray();
  }
}
