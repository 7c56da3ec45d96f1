package dev.quire.model.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;

/** Small graphs of convolutions. */
public final class ConvolutionGraphs {

  private ConvolutionGraphs() {}

  /** {@code y = conv(relu(conv(x)))}, of 8, 16 and 8 channels; kernels of 3×3 and 1×1. */
  public static Graph two() {
    return two(17);
  }

  /** The same of an operator set. */
  static Graph two(int opset) {
    return Graph.of(
        "two",
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
            .setGraph(
                GraphProto.newBuilder()
                    .setName("two")
                    .addInput(value("x"))
                    .addOutput(value("y"))
                    .addInitializer(
                        TensorData.floats("v", List.of(16L, 8L, 3L, 3L), noise(1, 16, 8, 3, 3)))
                    .addInitializer(TensorData.floats("b", List.of(16L), noise(2, 16)))
                    .addInitializer(
                        TensorData.floats("w", List.of(8L, 16L, 1L, 1L), noise(3, 8, 16, 1, 1)))
                    .addNode(GraphRewrite.node("Conv", List.of("x", "v", "b"), "c"))
                    .addNode(GraphRewrite.node("Relu", List.of("c"), "r"))
                    .addNode(GraphRewrite.node("Conv", List.of("r", "w"), "y")))
            .build());
  }

  private static float[] noise(long seed, long... dimensions) {
    return Runs.floats(Runs.noise(seed, dimensions));
  }

  /** An input of three channels. */
  static ValueInfoProto image(String name) {
    ValueInfoProto.Builder image = value(name).toBuilder();
    image.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder().getDimBuilder(1).setDimValue(3);
    return image.build();
  }

  static ValueInfoProto value(String name) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (String dimension : List.of("batch", "channels", "height", "width")) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(name + dimension));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(DataType.FLOAT_VALUE)
                        .setShape(shape)))
        .build();
  }
}
