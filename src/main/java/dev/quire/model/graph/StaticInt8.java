package dev.quire.model.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Has convolutions computed in integers, with ranges of their tensors that are known beforehand:
 * the weights are signed bytes with a scale for each output channel, inputs and results unsigned
 * bytes, in pairs of nodes that ONNX Runtime joins with the convolution. All else stays in FLOAT.
 */
public final class StaticInt8 implements GraphPass {

  /** The first with scales by channel. */
  private static final int FIRST_OPSET = 13;

  private final Map<String, ValueRange> ranges;
  private final Set<String> kept;

  /**
   * Makes a pass.
   *
   * @param ranges of tensors by name; convolutions without stay in FLOAT
   * @param kept names of the results of convolutions that stay in FLOAT
   */
  public StaticInt8(Map<String, ValueRange> ranges, Set<String> kept) {
    this.ranges = Map.copyOf(ranges);
    this.kept = Set.copyOf(kept);
  }

  /**
   * A convolution that can be computed in integers.
   *
   * @param name of its result, by which it is kept in FLOAT
   * @param input the tensor it takes
   * @param result the tensor it gives, its activation applied where engines join the two
   */
  public record Layer(String name, String input, String result) {}

  /**
   * The convolutions of a graph that can be computed in integers, in the graph's order; none if it
   * is older than opset 13.
   */
  public static List<Layer> layers(Graph graph) {
    if (graph.opset() < FIRST_OPSET) {
      return List.of();
    }
    GraphRewrite view = new GraphRewrite(graph);
    List<Layer> layers = new ArrayList<>();
    for (int place = 0; place < view.places(); place++) {
      view.node(place, "Conv")
          .filter(node -> Convolution.of(view, node).isPresent())
          .map(
              node ->
                  new Layer(
                      node.getOutput(0), node.getInput(0), activated(view, node.getOutput(0))))
          .ifPresent(layers::add);
    }
    return List.copyOf(layers);
  }

  /** What the engine takes as the result: a Relu is part of the range that follows it. */
  private static String activated(GraphRewrite view, String tensor) {
    return view.onlyUser(tensor)
        .flatMap(place -> view.node(place, "Relu"))
        .map(relu -> relu.getOutput(0))
        .orElse(tensor);
  }

  /**
   * The graph with its convolutions in integers; the one given if it has none.
   *
   * @throws GraphException if the graph is older than opset 13
   */
  @Override
  public Graph apply(Graph graph) {
    if (graph.opset() < FIRST_OPSET) {
      throw new GraphException(
          "%s: the graph has opset %d; int8 needs %d or more"
              .formatted(graph.name(), graph.opset(), FIRST_OPSET));
    }
    return new Writing(graph).result();
  }

  @Override
  public String toString() {
    return "convolutions in int8 with %s, but %s"
        .formatted(new TreeMap<>(ranges), new TreeSet<>(kept));
  }

  /** One graph in the making. */
  private final class Writing {

    private final Graph graph;
    private final GraphRewrite view;
    private final GraphProto.Builder written;
    private final Names names;
    private final Map<NodeProto, Convolution> chosen = new LinkedHashMap<>();
    private final Set<String> rounded = new TreeSet<>();
    private final Map<String, String> renamed = new HashMap<>();

    Writing(Graph graph) {
      this.graph = graph;
      this.view = new GraphRewrite(graph);
      this.written = graph.graph().toBuilder().clearNode();
      this.names = new Names(graph.graph());
    }

    Graph result() {
      for (int place = 0; place < view.places(); place++) {
        view.node(place, "Conv").ifPresent(this::choose);
      }
      if (chosen.isEmpty()) {
        return graph;
      }
      graph.inputs().forEach(this::round);
      for (NodeProto node : graph.graph().getNodeList()) {
        Convolution convolution = chosen.get(node);
        written.addNode(
            convolution == null ? Names.rename(node, renamed) : integers(node, convolution));
        node.getOutputList().forEach(this::round);
      }
      return new WantedOutputs(graph.outputs()).apply(graph.with(written.build()));
    }

    private void choose(NodeProto node) {
      Optional<Convolution> convolution = Convolution.of(view, node);
      String result = activated(view, node.getOutput(0));
      if (convolution.isPresent()
          && !kept.contains(node.getOutput(0))
          && ranges.containsKey(node.getInput(0))
          && ranges.containsKey(result)) {
        chosen.put(node, convolution.get());
        rounded.add(node.getInput(0));
        rounded.add(result);
      }
    }

    private void round(String tensor) {
      if (!rounded.contains(tensor)) {
        return;
      }
      ValueRange range = ranges.get(tensor);
      String scale =
          constant(TensorData.floats("", List.of(), new float[] {range.scale()}), tensor);
      String zero =
          constant(
              bytes(DataType.UINT8_VALUE, List.of(), new byte[] {(byte) range.zero()}), tensor);
      String values = names.fresh(tensor + ".uint8");
      String again = names.fresh(tensor + ".again");
      add("QuantizeLinear", List.of(tensor, scale, zero), values);
      add("DequantizeLinear", List.of(values, scale, zero), again);
      renamed.put(tensor, again);
    }

    private NodeProto integers(NodeProto node, Convolution convolution) {
      TensorProto weights = convolution.weights();
      int channels = convolution.channels();
      ChannelBytes kernel = ChannelBytes.ofRows(TensorData.floats(weights), channels);
      String base = node.getInput(1);
      String scales =
          constant(TensorData.floats("", List.of((long) channels), kernel.scales()), base);
      String values =
          constant(bytes(DataType.INT8_VALUE, weights.getDimsList(), kernel.values()), base);
      String again = names.fresh(base + ".again");
      written.addNode(
          GraphRewrite.node(
              "DequantizeLinear", List.of(values, scales), again, Attributes.of("axis", 0L)));
      NodeProto.Builder made =
          node.toBuilder().clearInput().addInput(renamed.get(node.getInput(0))).addInput(again);
      if (node.getInputCount() > 2 && !node.getInput(2).isEmpty()) {
        float step = ranges.get(node.getInput(0)).scale();
        made.addInput(addends(node.getInput(2), convolution.bias(), kernel.scales(), step));
      }
      return made.build();
    }

    /** In the steps of the sums that they are added to. */
    private String addends(String base, float[] bias, float[] kernel, float step) {
      float[] scales = new float[bias.length];
      ByteBuffer values =
          ByteBuffer.allocate(Integer.BYTES * bias.length).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < bias.length; i++) {
        scales[i] = kernel[i] * step;
        values.putInt((int) Math.rint(bias[i] / (double) scales[i]));
      }
      List<Long> dimensions = List.of((long) bias.length);
      String sums = constant(bytes(DataType.INT32_VALUE, dimensions, values.array()), base);
      String steps = constant(TensorData.floats("", dimensions, scales), base);
      String again = names.fresh(base + ".again");
      written.addNode(
          GraphRewrite.node(
              "DequantizeLinear", List.of(sums, steps), again, Attributes.of("axis", 0L)));
      return again;
    }

    private TensorProto bytes(int type, List<Long> dimensions, byte[] values) {
      return TensorProto.newBuilder()
          .setDataType(type)
          .addAllDims(dimensions)
          .setRawData(ByteString.copyFrom(values))
          .build();
    }

    /** As an initializer: engines join only such with a convolution. */
    private String constant(TensorProto tensor, String base) {
      String name = names.fresh(base + ".int8");
      written.addInitializer(tensor.toBuilder().setName(name));
      return name;
    }

    private void add(String type, List<String> inputs, String output) {
      written.addNode(GraphRewrite.node(type, inputs, output));
    }
  }
}
