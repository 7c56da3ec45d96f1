package dev.quire.model.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.TensorSpec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An ONNX model that has been read and checked: whole, with its weights inside, each tensor of the
 * size that its dimensions say, each name made once and before its use, and the nodes in an order
 * that they can run in. Whether an engine knows each operator is not checked. Immutable.
 */
public final class Graph {

  private final String name;
  private final ModelProto model;

  private Graph(String name, ModelProto model) {
    this.name = name;
    this.model = model;
  }

  /**
   * Reads a model.
   *
   * @param name what messages call the file
   * @throws GraphException if it is broken or not self-contained; the message names the file, what
   *     was found and what was expected
   */
  public static Graph parse(String name, byte[] bytes) {
    Objects.requireNonNull(name, "name");
    try {
      return of(name, ModelProto.parseFrom(bytes));
    } catch (InvalidProtocolBufferException e) {
      throw new GraphException(
          "%s: %d bytes that are no ONNX model, or only part of one (%s)"
              .formatted(name, bytes.length, e.getMessage()),
          e);
    }
  }

  /**
   * Checks a model.
   *
   * @throws GraphException as {@link #parse} does
   */
  static Graph of(String name, ModelProto model) {
    new GraphChecks(name).check(model);
    return new Graph(name, model);
  }

  /** What messages call the file. */
  public String name() {
    return name;
  }

  /** The model as a file's contents. */
  public byte[] toBytes() {
    return model.toByteArray();
  }

  /** Version of ONNX's own operators that the graph uses, 1 or more. */
  public long opset() {
    return model.getOpsetImportList().stream()
        .filter(opset -> Operator.isStandard(opset.getDomain()))
        .mapToLong(OperatorSetIdProto::getVersion)
        .findFirst()
        .orElseThrow();
  }

  /** What the file says of itself under a key; empty if it does not have the key. */
  public Optional<String> metadata(String key) {
    return model.getMetadataPropsList().stream()
        .filter(property -> property.getKey().equals(key))
        .map(StringStringEntryProto::getValue)
        .findFirst();
  }

  /** Names of the inputs that a run must be given, in the graph's order. */
  public List<String> inputs() {
    Set<String> defaults =
        model.getGraph().getInitializerList().stream()
            .map(TensorProto::getName)
            .collect(Collectors.toSet());
    return model.getGraph().getInputList().stream()
        .map(ValueInfoProto::getName)
        .filter(input -> !defaults.contains(input))
        .toList();
  }

  /** Names of the outputs, in the graph's order. */
  public List<String> outputs() {
    return model.getGraph().getOutputList().stream().map(ValueInfoProto::getName).toList();
  }

  /**
   * The inputs that a run must be given, as the file declares them.
   *
   * @throws GraphException if one is of a type that is not handed over
   */
  public List<TensorSpec> inputSpecs() {
    Set<String> wanted = Set.copyOf(inputs());
    return specs(
        model.getGraph().getInputList().stream()
            .filter(input -> wanted.contains(input.getName()))
            .toList());
  }

  /** The outputs in the same manner. */
  public List<TensorSpec> outputSpecs() {
    return specs(model.getGraph().getOutputList());
  }

  private List<TensorSpec> specs(List<ValueInfoProto> values) {
    return values.stream().map(this::spec).toList();
  }

  private TensorSpec spec(ValueInfoProto value) {
    TypeProto.Tensor type = value.getType().getTensorType();
    long[] dimensions =
        type.getShape().getDimList().stream()
            .mapToLong(dim -> dim.getDimValue() > 0 ? dim.getDimValue() : Shape.DYNAMIC)
            .toArray();
    return new TensorSpec(value.getName(), elementType(value), Shape.of(dimensions));
  }

  private ElementType elementType(ValueInfoProto value) {
    int type = value.getType().getTensorType().getElemType();
    return switch (type) {
      case TensorProto.DataType.FLOAT_VALUE -> ElementType.FLOAT32;
      case TensorProto.DataType.FLOAT16_VALUE -> ElementType.FLOAT16;
      case TensorProto.DataType.UINT8_VALUE -> ElementType.UINT8;
      case TensorProto.DataType.INT32_VALUE -> ElementType.INT32;
      case TensorProto.DataType.INT64_VALUE -> ElementType.INT64;
      default ->
          throw new GraphException(
              "%s: '%s' has the element type %d; expected float32, float16, uint8, int32 or int64"
                  .formatted(name, value.getName(), type));
    };
  }

  /** Number of nodes, those of inner graphs not counted. */
  public int nodes() {
    return model.getGraph().getNodeCount();
  }

  /** Bytes of all constant tensors, those of inner graphs too. */
  public long weightBytes() {
    return weightBytes(model.getGraph());
  }

  ModelProto model() {
    return model;
  }

  GraphProto graph() {
    return model.getGraph();
  }

  /** The same model around another graph, which is checked. */
  Graph with(GraphProto graph) {
    return of(name, model.toBuilder().setGraph(graph).build());
  }

  private static long weightBytes(GraphProto graph) {
    long bytes = graph.getInitializerList().stream().mapToLong(TensorData::bytes).sum();
    for (NodeProto node : graph.getNodeList()) {
      for (AttributeProto attribute : node.getAttributeList()) {
        bytes += attribute.hasT() ? TensorData.bytes(attribute.getT()) : 0;
      }
      bytes += Attributes.subgraphs(node).mapToLong(Graph::weightBytes).sum();
    }
    return bytes;
  }
}
