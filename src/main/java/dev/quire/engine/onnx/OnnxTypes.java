package dev.quire.engine.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** ONNX Runtime's element types, shapes and tensors, and the service's. */
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

  /** A tensor of ONNX Runtime over the same memory if that is direct, else over a copy of it. */
  static OnnxTensor tensor(OrtEnvironment environment, Tensor tensor) throws OrtException {
    return OnnxTensor.createTensor(
        environment, direct(tensor.data()), tensor.shape().toArray(), toOnnx(tensor.type()));
  }

  /** ONNX Runtime's own copying fails on byte buffers of the heap that hold other types. */
  private static ByteBuffer direct(ByteBuffer data) {
    ByteBuffer view = data.duplicate();
    ByteBuffer direct =
        view.isDirect() ? view : ByteBuffer.allocateDirect(view.remaining()).put(view).flip();
    return direct.order(ByteOrder.nativeOrder());
  }

  /** A copy on the heap: {@code getByteBuffer} copies. */
  static Tensor copy(OnnxTensor tensor) {
    ElementType type = fromOnnx(tensor.getInfo().type).orElseThrow();
    return new Tensor(
        type,
        Shape.of(tensor.getInfo().getShape()),
        tensor.getByteBuffer().order(ByteOrder.nativeOrder()));
  }
}
