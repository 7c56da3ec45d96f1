package dev.quire.engine.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.TensorSpec;
import java.util.Optional;

/** ONNX Runtime's element types and shapes, and the service's. */
final class OnnxTypes {

  private OnnxTypes() {}

  static OnnxJavaType toOnnx(ElementType type) {
    return switch (type) {
      case FLOAT32 -> OnnxJavaType.FLOAT;
      case FLOAT16 -> OnnxJavaType.FLOAT16;
      case UINT8 -> OnnxJavaType.UINT8;
      case INT32 -> OnnxJavaType.INT32;
      case INT64 -> OnnxJavaType.INT64;
    };
  }

  /** The service's name of a type, or nothing for a type that does not cross the border. */
  static Optional<ElementType> fromOnnx(OnnxJavaType type) {
    return switch (type) {
      case FLOAT -> Optional.of(ElementType.FLOAT32);
      case FLOAT16 -> Optional.of(ElementType.FLOAT16);
      case UINT8 -> Optional.of(ElementType.UINT8);
      case INT32 -> Optional.of(ElementType.INT32);
      case INT64 -> Optional.of(ElementType.INT64);
      default -> Optional.empty();
    };
  }

  /** A graph's input or output, or nothing if it is no tensor or of a type that does not cross. */
  static Optional<TensorSpec> spec(NodeInfo node) {
    if (!(node.getInfo() instanceof TensorInfo info)) {
      return Optional.empty();
    }
    return fromOnnx(info.type)
        .map(type -> new TensorSpec(node.getName(), type, Shape.of(info.getShape())));
  }
}
