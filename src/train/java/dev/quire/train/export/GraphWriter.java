package dev.quire.train.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects the nodes and constants of an ONNX graph. Values are known by their names. */
final class GraphWriter {

  private final GraphProto.Builder graph;
  private final Set<String> names = new HashSet<>();

  GraphWriter(String name) {
    graph = GraphProto.newBuilder().setName(name);
  }

  GraphProto build() {
    return graph.build();
  }

  /** Adds a node with one output, whose name is given and must be new. */
  String node(String name, String operator, List<String> inputs, AttributeProto... attributes) {
    return nodes(List.of(name), operator, inputs, attributes);
  }

  /** Adds a node with several outputs and returns the first. */
  String nodes(
      List<String> outputs, String operator, List<String> inputs, AttributeProto... attributes) {
    outputs.forEach(this::claim);
    graph.addNode(
        NodeProto.newBuilder()
            .setName(outputs.get(0))
            .setOpType(operator)
            .addAllInput(inputs)
            .addAllOutput(outputs)
            .addAllAttribute(List.of(attributes)));
    return outputs.get(0);
  }

  String floats(String name, float[] values, long... dims) {
    ByteBuffer bytes = buffer(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return constant(name, TensorProto.DataType.FLOAT, bytes, dims);
  }

  String scalar(String name, float value) {
    return floats(name, new float[] {value});
  }

  String longs(String name, long[] values, long... dims) {
    ByteBuffer bytes = buffer(values.length * Long.BYTES);
    bytes.asLongBuffer().put(values);
    return constant(name, TensorProto.DataType.INT64, bytes, dims);
  }

  String ints(String name, int[] values, long... dims) {
    ByteBuffer bytes = buffer(values.length * Integer.BYTES);
    bytes.asIntBuffer().put(values);
    return constant(name, TensorProto.DataType.INT32, bytes, dims);
  }

  String vector(String name, long... values) {
    return longs(name, values, values.length);
  }

  /** Declares an input; dimensions are numbers or names. */
  void input(String name, TensorProto.DataType type, Object... dims) {
    claim(name);
    graph.addInput(value(name, type, dims));
  }

  void output(String name, TensorProto.DataType type, Object... dims) {
    graph.addOutput(value(name, type, dims));
  }

  static AttributeProto attribute(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  static AttributeProto attribute(String name, long[] values) {
    AttributeProto.Builder builder =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (long value : values) {
      builder.addInts(value);
    }
    return builder.build();
  }

  static AttributeProto attribute(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }

  private String constant(String name, TensorProto.DataType type, ByteBuffer bytes, long... dims) {
    claim(name);
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            .setRawData(ByteString.copyFrom(bytes));
    for (long dim : dims) {
      tensor.addDims(dim);
    }
    graph.addInitializer(tensor);
    return name;
  }

  private static ValueInfoProto value(String name, TensorProto.DataType type, Object... dims) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (Object dim : dims) {
      TensorShapeProto.Dimension.Builder d = TensorShapeProto.Dimension.newBuilder();
      shape.addDim(
          dim instanceof Number n ? d.setDimValue(n.longValue()) : d.setDimParam(dim.toString()));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void claim(String name) {
    if (!names.add(name)) {
      throw new IllegalStateException("two values are called " + name);
    }
  }
}
