package dev.quire.model.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Small graphs, node by node. A dimension of -1 is dynamic, and inputs come as one string. */
final class GraphBuilder {

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");
  private final Random random = new Random(7);
  private int opset = 17;
  private int irVersion = 8;

  GraphBuilder opset(int version) {
    opset = version;
    return this;
  }

  GraphBuilder irVersion(int version) {
    irVersion = version;
    return this;
  }

  GraphBuilder input(String name, long... dimensions) {
    return input(name, DataType.FLOAT, dimensions);
  }

  GraphBuilder input(String name, DataType type, long... dimensions) {
    graph.addInput(value(name, type, dimensions));
    return this;
  }

  GraphBuilder output(String name, long... dimensions) {
    return output(name, DataType.FLOAT, dimensions);
  }

  GraphBuilder output(String name, DataType type, long... dimensions) {
    graph.addOutput(value(name, type, dimensions));
    return this;
  }

  /** Normal noise, scaled so that a product with it keeps the size of what it multiplies. */
  GraphBuilder weight(String name, long... dimensions) {
    int size = (int) Arrays.stream(dimensions).reduce(1, Math::multiplyExact);
    double scale = Math.sqrt((double) dimensions[0] / size);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (random.nextGaussian() * scale);
    }
    return floats(name, values, dimensions);
  }

  GraphBuilder floats(String name, float[] values, long... dimensions) {
    graph.addInitializer(
        TensorData.floats(name, Arrays.stream(dimensions).boxed().toList(), values));
    return this;
  }

  GraphBuilder scalar(String name, float value) {
    return floats(name, new float[] {value});
  }

  GraphBuilder longs(String name, long... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(DataType.INT64_VALUE)
            .addDims(values.length);
    Arrays.stream(values).forEach(tensor::addInt64Data);
    graph.addInitializer(tensor);
    return this;
  }

  GraphBuilder initializer(TensorProto tensor) {
    graph.addInitializer(tensor);
    return this;
  }

  GraphBuilder node(String type, String inputs, String outputs, AttributeProto... attributes) {
    graph.addNode(node("", type, inputs, outputs, attributes));
    return this;
  }

  GraphBuilder custom(String domain, String type, String inputs, String outputs) {
    graph.addNode(node(domain, type, inputs, outputs));
    return this;
  }

  /** An input of "_" is left out. */
  static NodeProto node(
      String domain, String type, String inputs, String outputs, AttributeProto... attributes) {
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setName(outputs.replace(' ', '_') + "/" + type)
            .setDomain(domain)
            .setOpType(type)
            .addAllOutput(split(outputs))
            .addAllAttribute(List.of(attributes));
    split(inputs).forEach(input -> node.addInput(input.equals("_") ? "" : input));
    return node.build();
  }

  /** {@code result = Conv(from, result.w)}, 3x3, as large as what it takes. */
  GraphBuilder conv(String from, int inChannels, String result, int outChannels) {
    return weight(result + ".w", outChannels, inChannels, 3, 3)
        .node("Conv", from + " " + result + ".w", result, ints("pads", 1, 1, 1, 1));
  }

  GraphProto proto() {
    return graph.build();
  }

  ModelProto model() {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(irVersion)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(opset))
            .setGraph(graph);
    List<String> domains = new ArrayList<>();
    for (NodeProto node : graph.getNodeList()) {
      if (!node.getDomain().isEmpty() && !domains.contains(node.getDomain())) {
        domains.add(node.getDomain());
        model.addOpsetImport(
            OperatorSetIdProto.newBuilder().setDomain(node.getDomain()).setVersion(1));
      }
    }
    return model.build();
  }

  Graph build() {
    return Graph.parse("test.onnx", model().toByteArray());
  }

  static AttributeProto integer(String name, long value) {
    return Attributes.of(name, value);
  }

  static AttributeProto ints(String name, long... values) {
    return Attributes.of(name, Arrays.stream(values).boxed().toList());
  }

  static AttributeProto real(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.FLOAT)
        .setF(value)
        .build();
  }

  static AttributeProto text(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }

  static AttributeProto inner(String name, GraphProto value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.GRAPH)
        .setG(value)
        .build();
  }

  private static List<String> split(String names) {
    return names.isEmpty() ? List.of() : List.of(names.split(" "));
  }

  private static ValueInfoProto value(String name, DataType type, long... dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long dimension : dimensions) {
      shape.addDim(
          dimension < 0
              ? TensorShapeProto.Dimension.newBuilder().setDimParam(name + shape.getDimCount())
              : TensorShapeProto.Dimension.newBuilder().setDimValue(dimension));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }
}
