package dev.quire.model.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes a graph anew as planned. A tensor in FLOAT keeps its name; in FLOAT16 it has another, and
 * a tensor needed in both has both, with one cast between them right after it is made.
 */
final class Fp16Rewrite {

  /** Before it, a weight had to be an input as well. */
  private static final int BARE_WEIGHTS_SINCE = 4;

  private final Graph graph;
  private final PrecisionPlan plan;
  private final ElementTypes types;
  private final Constants constants;
  private final Names names;
  private final Map<String, String> halves = new HashMap<>();
  private final List<NodeProto> nodes = new ArrayList<>();
  private final List<TensorProto> weights = new ArrayList<>();
  private final Set<String> dropped = new HashSet<>();
  private int casts;

  Fp16Rewrite(Graph graph, PrecisionPlan plan, ElementTypes types, Constants constants) {
    this.graph = graph;
    this.plan = plan;
    this.types = types;
    this.constants = constants;
    this.names = new Names(graph.graph());
  }

  Graph apply() {
    GraphProto old = graph.graph();
    old.getInputList().forEach(input -> castIfNeeded(input.getName()));
    old.getSparseInitializerList().forEach(weight -> castIfNeeded(weight.getValues().getName()));
    for (TensorProto weight : old.getInitializerList()) {
      convert(weight.getName());
    }
    for (int i = 0; i < old.getNodeCount(); i++) {
      write(i, old.getNode(i));
    }
    return graph.with(assembled(old));
  }

  int casts() {
    return casts;
  }

  private void write(int index, NodeProto node) {
    if (Constants.isConstant(node) && constants.contains(node.getOutput(0))) {
      String name = node.getOutput(0);
      convert(name);
      if (!dropped.contains(name)) {
        nodes.add(node);
      }
      return;
    }
    NodeProto.Builder written = node.toBuilder();
    for (int i = 0; i < node.getInputCount(); i++) {
      if (plan.isHalf(index) ? plan.isData(index, i) : asksOnlyHalf(index, node.getInput(i))) {
        written.setInput(i, half(node.getInput(i)));
      }
    }
    if (plan.isHalf(index)) {
      for (int i = 0; i < node.getOutputCount(); i++) {
        if (types.isFloat(node.getOutput(i))) {
          written.setOutput(i, half(node.getOutput(i)));
        }
      }
    }
    nodes.add(written.build());
    for (String output : node.getOutputList()) {
      if (plan.isHalf(output) && plan.isNeededInFull(output)) {
        cast(half(output), output, DataType.FLOAT);
      } else if (!plan.isHalf(output)) {
        castIfNeeded(output);
      }
    }
  }

  /** Whether a shape is asked of a tensor that is there in FLOAT16. */
  private boolean asksOnlyHalf(int node, String input) {
    return plan.isProbe(node) && (plan.isHalf(input) || dropped.contains(input));
  }

  /** A tensor in FLOAT, which nodes in FLOAT16 may want. Weights are converted instead. */
  private void castIfNeeded(String tensor) {
    if (types.isFloat(tensor) && !constants.contains(tensor) && plan.isNeededInHalf(tensor)) {
      cast(tensor, half(tensor), DataType.FLOAT16);
    }
  }

  private void cast(String from, String to, DataType type) {
    nodes.add(
        NodeProto.newBuilder()
            .setName(names.fresh(to + ".cast"))
            .setOpType("Cast")
            .addInput(from)
            .addOutput(to)
            .addAttribute(Attributes.of("to", (long) type.getNumber()))
            .build());
    casts++;
  }

  private void convert(String constant) {
    if (constants.contains(constant) && plan.isNeededInHalf(constant)) {
      weights.add(TensorData.toHalf(half(constant), constants.get(constant)));
      if (!plan.isNeededInFull(constant)) {
        dropped.add(constant);
      }
    }
  }

  private String half(String tensor) {
    return halves.computeIfAbsent(tensor, name -> names.fresh(name + ".fp16"));
  }

  private GraphProto assembled(GraphProto old) {
    GraphProto.Builder assembled =
        old.toBuilder()
            .clearNode()
            .addAllNode(nodes)
            .clearInitializer()
            .clearInput()
            .clearValueInfo();
    old.getInitializerList().stream()
        .filter(weight -> !dropped.contains(weight.getName()))
        .forEach(assembled::addInitializer);
    assembled.addAllInitializer(weights);
    old.getInputList().stream()
        .filter(input -> !dropped.contains(input.getName()))
        .forEach(assembled::addInput);
    if (graph.model().getIrVersion() < BARE_WEIGHTS_SINCE) {
      weights.forEach(weight -> assembled.addInput(input(weight)));
    }
    old.getValueInfoList().forEach(value -> addValueInfo(assembled, value));
    return assembled.build();
  }

  private void addValueInfo(GraphProto.Builder assembled, ValueInfoProto value) {
    String name = value.getName();
    if (!plan.isHalf(name)) {
      if (!dropped.contains(name)) {
        assembled.addValueInfo(value);
      }
      return;
    }
    if (plan.isNeededInFull(name)) {
      assembled.addValueInfo(value);
    }
    TypeProto.Tensor type =
        value.getType().getTensorType().toBuilder().setElemType(DataType.FLOAT16_VALUE).build();
    assembled.addValueInfo(
        value.toBuilder()
            .setName(half(name))
            .setType(value.getType().toBuilder().setTensorType(type)));
  }

  private static ValueInfoProto input(TensorProto weight) {
    TypeProto.Tensor.Builder type = TypeProto.Tensor.newBuilder().setElemType(weight.getDataType());
    weight
        .getDimsList()
        .forEach(dimension -> type.getShapeBuilder().addDimBuilder().setDimValue(dimension));
    return ValueInfoProto.newBuilder()
        .setName(weight.getName())
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }
}
