package dev.quire.model.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;

/**
 * Lets a recogniser choose the likeliest class of each column itself: its one output {@code [batch,
 * columns, classes]} of FLOAT gives way to two, {@code [batch, columns]}, the class's index as
 * INT32 (of equally likely ones the first) and its value as FLOAT. Thousands of classes are not
 * copied from the device then.
 */
public final class ClassArgmax implements GraphPass {

  private static final int RANK = 3;
  private static final long LAST = 2;

  /** From here on ReduceMax takes its axes as an input. */
  private static final int AXES_ARE_INPUTS = 18;

  @Override
  public String toString() {
    return "ClassArgmax";
  }

  /**
   * The graph with the choice in it.
   *
   * @throws GraphException if it does not have one output alone, {@code [batch, columns, classes]}
   *     of FLOAT
   */
  @Override
  public Graph apply(Graph graph) {
    GraphProto proto = graph.graph();
    if (proto.getOutputCount() != 1 || !isMap(proto.getOutput(0))) {
      throw new GraphException(
          "%s: the graph gives %s; expected one output [batch, columns, classes] of FLOAT"
              .formatted(graph.name(), graph.outputs()));
    }
    ValueInfoProto map = proto.getOutput(0);
    Names names = new Names(proto);
    String index = names.fresh(map.getName() + ".index");
    String classes = names.fresh(map.getName() + ".class");
    String probability = names.fresh(map.getName() + ".probability");
    NodeProto.Builder largest =
        node("ReduceMax", map.getName(), probability).addAttribute(Attributes.of("keepdims", 0L));
    GraphProto.Builder grafted =
        proto.toBuilder()
            .addNode(
                node("ArgMax", map.getName(), index)
                    .addAttribute(Attributes.of("axis", LAST))
                    .addAttribute(Attributes.of("keepdims", 0L)))
            .addNode(
                node("Cast", index, classes)
                    .addAttribute(Attributes.of("to", (long) DataType.INT32.getNumber())));
    if (graph.opset() < AXES_ARE_INPUTS) {
      largest.addAttribute(Attributes.of("axes", List.of(LAST)));
    } else {
      String axes = names.fresh(map.getName() + ".axes");
      grafted.addNode(constant(axes, LAST));
      largest.addInput(axes);
    }
    grafted
        .addNode(largest)
        .clearOutput()
        .addOutput(columns(map, classes, DataType.INT32_VALUE))
        .addOutput(columns(map, probability, DataType.FLOAT_VALUE));
    return graph.with(grafted.build());
  }

  private static boolean isMap(ValueInfoProto output) {
    TypeProto.Tensor type = output.getType().getTensorType();
    return type.getElemType() == DataType.FLOAT_VALUE && type.getShape().getDimCount() == RANK;
  }

  private static NodeProto.Builder node(String type, String from, String to) {
    return NodeProto.newBuilder().setOpType(type).setName(to).addInput(from).addOutput(to);
  }

  private static NodeProto constant(String name, long value) {
    TensorProto tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(DataType.INT64_VALUE)
            .addDims(1)
            .addInt64Data(value)
            .build();
    return NodeProto.newBuilder()
        .setOpType("Constant")
        .setName(name)
        .addOutput(name)
        .addAttribute(Attributes.of("value", tensor))
        .build();
  }

  private static ValueInfoProto columns(ValueInfoProto map, String name, int type) {
    TensorShapeProto shape = map.getType().getTensorType().getShape();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(type)
                        .setShape(
                            TensorShapeProto.newBuilder()
                                .addDim(shape.getDim(0))
                                .addDim(shape.getDim(1)))))
        .build();
  }
}
