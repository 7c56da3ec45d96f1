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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Has convolutions computed in integers, with ranges of their tensors that are known beforehand:
 * {@code QLinearConv} with weights of signed bytes, a scale for each output channel, and inputs and
 * results of unsigned bytes. A Relu behind a convolution is part of the range of its result. All
 * else stays in FLOAT; bytes go from one convolution to the next.
 */
public final class StaticInt8 implements GraphPass {

  /** The first with QLinearConv. */
  private static final int FIRST_OPSET = 10;

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
   * @param result the tensor it gives, with a Relu that follows
   */
  public record Layer(String name, String input, String result) {}

  /**
   * The convolutions of a graph that can be computed in integers, in the graph's order; none if it
   * is older than opset 10.
   */
  public static List<Layer> layers(Graph graph) {
    if (graph.opset() < FIRST_OPSET) {
      return List.of();
    }
    GraphRewrite view = new GraphRewrite(graph);
    List<Layer> layers = new ArrayList<>();
    for (int place = 0; place < view.places(); place++) {
      view.node(place, "Conv")
          .filter(node -> isOfData(view, node) && Convolution.of(view, node).isPresent())
          .map(
              node ->
                  new Layer(
                      node.getOutput(0), node.getInput(0), activated(view, node.getOutput(0))))
          .ifPresent(layers::add);
    }
    return List.copyOf(layers);
  }

  /** Whether its input differs from run to run. */
  private static boolean isOfData(GraphRewrite view, NodeProto node) {
    return view.constant(node.getInput(0)).isEmpty();
  }

  /** The result with its Relu, which is part of its range. */
  private static String activated(GraphRewrite view, String tensor) {
    return view.onlyUser(tensor)
        .flatMap(place -> view.node(place, "Relu"))
        .map(relu -> relu.getOutput(0))
        .orElse(tensor);
  }

  /**
   * The graph with its convolutions in integers; the one given if it has none.
   *
   * @throws GraphException if the graph is older than opset 10
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

    /** Tensors that have to be there in bytes. */
    private final Set<String> rounded = new TreeSet<>();

    /** Those of them that a convolution gives in bytes, and not in FLOAT. */
    private final Set<String> given = new HashSet<>();

    /** The Relus that are part of a range. */
    private final Set<String> dropped = new HashSet<>();

    private final Map<String, Bytes> bytes = new HashMap<>();

    /** Names of a tensor in bytes, of the scale and the zero point of its range. */
    private record Bytes(String values, String scale, String zero) {}

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
        if (convolution != null) {
          integers(node, convolution);
        } else if (node.getOutputCount() == 0 || !dropped.contains(node.getOutput(0))) {
          written.addNode(node);
          node.getOutputList().forEach(this::round);
        }
      }
      return new WantedOutputs(graph.outputs()).apply(graph.with(written.build()));
    }

    private void choose(NodeProto node) {
      Optional<Convolution> convolution = Convolution.of(view, node);
      String result = activated(view, node.getOutput(0));
      if (convolution.isPresent()
          && isOfData(view, node)
          && !kept.contains(node.getOutput(0))
          && ranges.containsKey(node.getInput(0))
          && ranges.containsKey(result)) {
        chosen.put(node, convolution.get());
        rounded.add(node.getInput(0));
        rounded.add(result);
        given.add(result);
        if (!result.equals(node.getOutput(0))) {
          dropped.add(result);
        }
      }
    }

    /** Brings a tensor that is there in FLOAT to bytes, where they are needed. */
    private void round(String tensor) {
      if (rounded.contains(tensor) && !given.contains(tensor)) {
        Bytes to = bytes(tensor);
        add("QuantizeLinear", List.of(tensor, to.scale(), to.zero()), to.values());
      }
    }

    private Bytes bytes(String tensor) {
      return bytes.computeIfAbsent(
          tensor,
          name -> {
            ValueRange range = ranges.get(name);
            return new Bytes(
                names.fresh(name + ".uint8"),
                constant(TensorData.floats("", List.of(), new float[] {range.scale()}), name),
                constant(
                    tensor(DataType.UINT8_VALUE, List.of(), new byte[] {(byte) range.zero()}),
                    name));
          });
    }

    private void integers(NodeProto node, Convolution convolution) {
      TensorProto weights = convolution.weights();
      int channels = convolution.channels();
      List<Long> size = List.of((long) channels);
      ChannelBytes kernel = ChannelBytes.ofRows(TensorData.floats(weights), channels);
      String base = node.getInput(1);
      Bytes from = bytes(node.getInput(0));
      String result = activated(view, node.getOutput(0));
      Bytes to = bytes(result);
      List<String> inputs =
          new ArrayList<>(
              List.of(
                  from.values(),
                  from.scale(),
                  from.zero(),
                  constant(
                      tensor(DataType.INT8_VALUE, weights.getDimsList(), kernel.values()), base),
                  constant(TensorData.floats("", size, kernel.scales()), base),
                  constant(tensor(DataType.INT8_VALUE, size, new byte[channels]), base),
                  to.scale(),
                  to.zero()));
      if (node.getInputCount() > 2 && !node.getInput(2).isEmpty()) {
        float step = ranges.get(node.getInput(0)).scale();
        inputs.add(addends(node.getInput(2), convolution.bias(), kernel.scales(), step));
      }
      written.addNode(
          NodeProto.newBuilder()
              .setName(to.values())
              .setOpType("QLinearConv")
              .addAllInput(inputs)
              .addOutput(to.values())
              .addAllAttribute(node.getAttributeList()));
      add("DequantizeLinear", List.of(to.values(), to.scale(), to.zero()), result);
    }

    /** In the steps of the sums that they are added to. */
    private String addends(String base, float[] bias, float[] kernel, float step) {
      ByteBuffer values =
          ByteBuffer.allocate(Integer.BYTES * bias.length).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < bias.length; i++) {
        values.putInt((int) Math.rint(bias[i] / ((double) kernel[i] * step)));
      }
      return constant(
          tensor(DataType.INT32_VALUE, List.of((long) bias.length), values.array()), base);
    }

    private TensorProto tensor(int type, List<Long> dimensions, byte[] values) {
      return TensorProto.newBuilder()
          .setDataType(type)
          .addAllDims(dimensions)
          .setRawData(ByteString.copyFrom(values))
          .build();
    }

    /** As an initializer: engines take only such for weights in integers. */
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
