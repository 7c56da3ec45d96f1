package dev.quire.model.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold of a model before a pass works on it. */
final class GraphChecks {

  /** Attributes that have one type in all of ONNX's own operators. */
  private static final Map<String, AttributeType> TYPES =
      Map.ofEntries(
          Map.entry("axis", AttributeType.INT),
          Map.entry("axes", AttributeType.INTS),
          Map.entry("perm", AttributeType.INTS),
          Map.entry("group", AttributeType.INT),
          Map.entry("kernel_shape", AttributeType.INTS),
          Map.entry("strides", AttributeType.INTS),
          Map.entry("dilations", AttributeType.INTS),
          Map.entry("pads", AttributeType.INTS),
          Map.entry("keepdims", AttributeType.INT),
          Map.entry("epsilon", AttributeType.FLOAT),
          Map.entry("alpha", AttributeType.FLOAT),
          Map.entry("beta", AttributeType.FLOAT));

  private final String file;

  GraphChecks(String file) {
    this.file = file;
  }

  /**
   * @throws GraphException if something does not hold
   */
  void check(ModelProto model) {
    if (!model.hasGraph()) {
      throw fail("holds no graph; expected an ONNX model");
    }
    if (model.getIrVersion() < 1) {
      throw fail("has no IR version; expected 1 or more");
    }
    checkOpsets(model.getOpsetImportList());
    if (model.getGraph().getNodeCount() == 0) {
      throw fail("has no nodes; expected at least one");
    }
    if (model.getGraph().getOutputCount() == 0) {
      throw fail("has no outputs; expected at least one");
    }
    checkGraph(model.getGraph(), Set.of());
    for (FunctionProto function : model.getFunctionsList()) {
      checkNodes(function.getNodeList(), Set.of(), new HashSet<>(function.getInputList()));
    }
  }

  private void checkOpsets(List<OperatorSetIdProto> opsets) {
    Set<String> domains = new HashSet<>();
    for (OperatorSetIdProto opset : opsets) {
      String domain = Operator.isStandard(opset.getDomain()) ? "" : opset.getDomain();
      if (!domains.add(domain)) {
        throw fail("names the operators of domain '%s' twice".formatted(domain));
      }
      if (opset.getVersion() < 1) {
        throw fail(
            "has opset %d of domain '%s'; expected 1 or more"
                .formatted(opset.getVersion(), domain));
      }
    }
    if (!domains.contains("")) {
      throw fail("names no opset of ONNX's own operators; opsets found: " + domains);
    }
  }

  /**
   * @param outer what the graph may use of the graphs around it
   */
  private void checkGraph(GraphProto graph, Set<String> outer) {
    Set<String> own = new HashSet<>();
    for (TensorProto weight : graph.getInitializerList()) {
      checkTensor(weight, "weight '%s'".formatted(weight.getName()));
      define(own, weight.getName(), "weight");
    }
    for (SparseTensorProto weight : graph.getSparseInitializerList()) {
      checkSparse(weight, "weight '%s'".formatted(weight.getValues().getName()));
      define(own, weight.getValues().getName(), "weight");
    }
    Set<String> inputs = new HashSet<>();
    for (ValueInfoProto input : graph.getInputList()) {
      define(inputs, input.getName(), "input");
    }
    // An input may have a weight of the same name as its default.
    own.addAll(inputs);
    checkNodes(graph.getNodeList(), outer, own);
    Set<String> outputs = new HashSet<>();
    for (ValueInfoProto output : graph.getOutputList()) {
      define(outputs, output.getName(), "output");
      if (!own.contains(output.getName()) && !outer.contains(output.getName())) {
        throw fail("nothing makes the output '%s'".formatted(output.getName()));
      }
    }
  }

  /**
   * @param own names made so far; each node adds its own
   */
  private void checkNodes(List<NodeProto> nodes, Set<String> outer, Set<String> own) {
    for (int i = 0; i < nodes.size(); i++) {
      NodeProto node = nodes.get(i);
      String title = "node %d, '%s' (%s)".formatted(i, node.getName(), node.getOpType());
      checkNode(node, title);
      for (String input : node.getInputList()) {
        if (!input.isEmpty() && !own.contains(input) && !outer.contains(input)) {
          throw fail("%s uses '%s', which nothing before it makes".formatted(title, input));
        }
      }
      checkAttributes(node, title, outer, own);
      for (String output : node.getOutputList()) {
        if (!output.isEmpty()) {
          define(own, output, "output of " + title);
        }
      }
    }
  }

  private void checkNode(NodeProto node, String title) {
    if (node.getOpType().isEmpty()) {
      throw fail(title + " names no operator");
    }
    int required = Operator.find(node).map(Operator::required).orElse(0);
    for (int i = 0; i < required; i++) {
      if (i >= node.getInputCount() || node.getInput(i).isEmpty()) {
        throw fail("%s has no input %d; expected at least %d".formatted(title, i, required));
      }
    }
    if (required > 0 && (node.getOutputCount() == 0 || node.getOutput(0).isEmpty())) {
      throw fail(title + " has no output");
    }
  }

  private void checkAttributes(NodeProto node, String title, Set<String> outer, Set<String> own) {
    Set<String> names = new HashSet<>();
    Set<String> visible = null;
    for (AttributeProto attribute : node.getAttributeList()) {
      String what = "attribute '%s' of %s".formatted(attribute.getName(), title);
      define(names, attribute.getName(), "attribute of " + title);
      checkType(node, attribute, what);
      if (attribute.hasT()) {
        checkTensor(attribute.getT(), what);
      }
      attribute.getTensorsList().forEach(tensor -> checkTensor(tensor, what));
      if (attribute.hasSparseTensor()) {
        checkSparse(attribute.getSparseTensor(), what);
      }
      attribute.getSparseTensorsList().forEach(tensor -> checkSparse(tensor, what));
    }
    for (GraphProto inner : Attributes.subgraphs(node).toList()) {
      if (visible == null) {
        visible = new HashSet<>(outer);
        visible.addAll(own);
      }
      checkGraph(inner, visible);
    }
  }

  private void checkType(NodeProto node, AttributeProto attribute, String what) {
    if (!attribute.getRefAttrName().isEmpty()) {
      return;
    }
    AttributeType type = attribute.getType();
    AttributeType expected = TYPES.get(attribute.getName());
    if (expected != null && expected != type && Operator.isStandard(node.getDomain())) {
      throw fail("%s is %s; expected %s".formatted(what, type, expected));
    }
    boolean agrees =
        switch (type) {
          case FLOAT -> only(attribute, attribute.hasF());
          case INT -> only(attribute, attribute.hasI());
          case STRING -> only(attribute, attribute.hasS());
          case TENSOR -> attribute.hasT() && only(attribute, true);
          case GRAPH -> attribute.hasG() && only(attribute, true);
          case SPARSE_TENSOR -> attribute.hasSparseTensor() && only(attribute, true);
          case TYPE_PROTO -> attribute.hasTp() && only(attribute, true);
          case FLOATS -> only(attribute, attribute.getFloatsCount() > 0);
          case INTS -> only(attribute, attribute.getIntsCount() > 0);
          case STRINGS -> only(attribute, attribute.getStringsCount() > 0);
          case TENSORS -> only(attribute, attribute.getTensorsCount() > 0);
          case GRAPHS -> only(attribute, attribute.getGraphsCount() > 0);
          case SPARSE_TENSORS -> only(attribute, attribute.getSparseTensorsCount() > 0);
          case TYPE_PROTOS -> only(attribute, attribute.getTypeProtosCount() > 0);
          case UNDEFINED -> false;
        };
    if (!agrees) {
      throw fail("%s says it is %s, but holds something else".formatted(what, type));
    }
  }

  /** Whether no field is set but the type's own; a writer may leave out a field that is 0. */
  private static boolean only(AttributeProto attribute, boolean own) {
    int set = 0;
    set += attribute.hasF() ? 1 : 0;
    set += attribute.hasI() ? 1 : 0;
    set += attribute.hasS() ? 1 : 0;
    set += attribute.hasT() ? 1 : 0;
    set += attribute.hasG() ? 1 : 0;
    set += attribute.hasTp() ? 1 : 0;
    set += attribute.hasSparseTensor() ? 1 : 0;
    set += attribute.getFloatsCount() > 0 ? 1 : 0;
    set += attribute.getIntsCount() > 0 ? 1 : 0;
    set += attribute.getStringsCount() > 0 ? 1 : 0;
    set += attribute.getTensorsCount() > 0 ? 1 : 0;
    set += attribute.getGraphsCount() > 0 ? 1 : 0;
    set += attribute.getTypeProtosCount() > 0 ? 1 : 0;
    set += attribute.getSparseTensorsCount() > 0 ? 1 : 0;
    return set == (own ? 1 : 0);
  }

  private void checkSparse(SparseTensorProto tensor, String what) {
    checkTensor(tensor.getValues(), what);
    checkTensor(tensor.getIndices(), what);
  }

  private void checkTensor(TensorProto tensor, String what) {
    TensorData.problem(tensor)
        .ifPresent(
            problem -> {
              throw fail(what + " " + problem);
            });
  }

  private void define(Set<String> names, String name, String what) {
    if (name.isEmpty()) {
      throw fail("an %s has no name".formatted(what));
    }
    if (!names.add(name)) {
      throw fail("the name '%s' (%s) is made twice".formatted(name, what));
    }
  }

  private GraphException fail(String what) {
    return new GraphException("%s: %s".formatted(file, what));
  }
}
