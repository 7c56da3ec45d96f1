package dev.quire.engine.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.quire.tensor.ElementType;
import java.util.List;

/** Small ONNX graphs, node by node. A dimension of -1 is dynamic. */
public final class Graphs {

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");

  public Graphs input(String name, ElementType type, long... shape) {
    graph.addInput(value(name, number(type), shape));
    return this;
  }

  public Graphs output(String name, ElementType type, long... shape) {
    graph.addOutput(value(name, number(type), shape));
    return this;
  }

  Graphs input(String name, TensorProto.DataType type, long... shape) {
    graph.addInput(value(name, type.getNumber(), shape));
    return this;
  }

  public Graphs node(
      String type, List<String> inputs, List<String> outputs, AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(type)
            .addAllInput(inputs)
            .addAllOutput(outputs)
            .addAllAttribute(List.of(attributes)));
    return this;
  }

  public Graphs floats(String name, List<Float> values, long... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .addAllFloatData(values);
    for (long dimension : shape) {
      tensor.addDims(dimension);
    }
    graph.addInitializer(tensor);
    return this;
  }

  public Graphs longs(String name, Long... values) {
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.INT64.getNumber())
            .addAllInt64Data(List.of(values))
            .addDims(values.length));
    return this;
  }

  public static AttributeProto attribute(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  public static AttributeProto attribute(String name, List<Long> values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addAllInts(values)
        .build();
  }

  public byte[] build() {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(17))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  public static int number(ElementType type) {
    return switch (type) {
      case FLOAT32 -> TensorProto.DataType.FLOAT.getNumber();
      case FLOAT16 -> TensorProto.DataType.FLOAT16.getNumber();
      case UINT8 -> TensorProto.DataType.UINT8.getNumber();
      case INT32 -> TensorProto.DataType.INT32.getNumber();
      case INT64 -> TensorProto.DataType.INT64.getNumber();
    };
  }

  private static ValueInfoProto value(String name, int type, long... shape) {
    TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
    for (long dimension : shape) {
      dimensions.addDim(
          dimension < 0
              ? TensorShapeProto.Dimension.newBuilder().setDimParam("n" + dimensions.getDimCount())
              : TensorShapeProto.Dimension.newBuilder().setDimValue(dimension));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type).setShape(dimensions)))
        .build();
  }
}
