package dev.quire.support;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A folder with the embedded models for text and one that tells how a page stands: its head is the
 * edge with most ink.
 */
public final class OrientationModel {

  /** Each is the mean of 32 by 32 pixels. */
  private static final int CELLS = 7;

  /** Cells that belong to an edge. */
  private static final int EDGE = 2;

  private static final int CHANNELS = 3;
  private static final int ANGLES = 4;

  private OrientationModel() {}

  /** Makes the folder, below that for temporary files. */
  public static Path folder() {
    try {
      Path folder = Files.createTempDirectory("oriented");
      for (String file :
          List.of(
              "ch_PP-OCRv4_det_infer.onnx",
              "ch_ppocr_mobile_v2.0_cls_infer.onnx",
              "ch_PP-OCRv4_rec_infer.onnx")) {
        try (InputStream model = OrientationModel.class.getResourceAsStream("/models/" + file)) {
          Files.copy(model, folder.resolve(file));
        }
      }
      Path own = Files.createDirectory(folder.resolve("PP-LCNet_x1_0_doc_ori_infer"));
      Files.write(own.resolve("inference.onnx"), graph().toByteArray());
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ModelProto graph() {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(17))
        .setGraph(
            GraphProto.newBuilder()
                .setName("edges")
                .addInput(value("x", -1, CHANNELS, 224, 224))
                .addOutput(value("scores", -1, ANGLES))
                .addInitializer(weights())
                .addNode(
                    node("AveragePool", List.of("x"), "cells")
                        .addAttribute(side("kernel_shape"))
                        .addAttribute(side("strides")))
                .addNode(node("Flatten", List.of("cells"), "flat"))
                .addNode(node("MatMul", List.of("flat", "weights"), "ink"))
                .addNode(node("Softmax", List.of("ink"), "scores")))
        .build();
  }

  private static TensorProto weights() {
    TensorProto.Builder weights =
        TensorProto.newBuilder()
            .setName("weights")
            .setDataType(TensorProto.DataType.FLOAT_VALUE)
            .addDims((long) CHANNELS * CELLS * CELLS)
            .addDims(ANGLES);
    for (int cell = 0; cell < CHANNELS * CELLS * CELLS; cell++) {
      int row = cell / CELLS % CELLS;
      int column = cell % CELLS;
      weights
          .addFloatData(row < EDGE ? -1 : 0)
          .addFloatData(column >= CELLS - EDGE ? -1 : 0)
          .addFloatData(row >= CELLS - EDGE ? -1 : 0)
          .addFloatData(column < EDGE ? -1 : 0);
    }
    return weights.build();
  }

  private static NodeProto.Builder node(String type, List<String> inputs, String output) {
    return NodeProto.newBuilder()
        .setName(output)
        .setOpType(type)
        .addAllInput(inputs)
        .addOutput(output);
  }

  private static AttributeProto side(String name) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.INTS)
        .addInts(32)
        .addInts(32)
        .build();
  }

  private static ValueInfoProto value(String name, int... dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    IntStream.of(dimensions)
        .mapToObj(
            size ->
                size < 0
                    ? Dimension.newBuilder().setDimParam("batch")
                    : Dimension.newBuilder().setDimValue(size))
        .forEach(shape::addDim);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT_VALUE)
                        .setShape(shape)))
        .build();
  }
}
