package dev.quire.engine.paddle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** The element types, shapes and tensors of DJL's Paddle engine, and the service's. */
final class PaddleTypes {

  private PaddleTypes() {}

  /**
   * DJL's name of a type.
   *
   * @throws IllegalArgumentException if it does not cross the border to Paddle
   */
  static DataType toDjl(ElementType type) {
    return switch (type) {
      case FLOAT32 -> DataType.FLOAT32;
      case UINT8 -> DataType.UINT8;
      case INT32 -> DataType.INT32;
      case INT64 -> DataType.INT64;
      case FLOAT16 -> throw new IllegalArgumentException("Paddle takes no tensors of type " + type);
    };
  }

  /** The service's name of a type, or nothing for a type that does not cross the border. */
  static Optional<ElementType> fromDjl(DataType type) {
    // null is what DJL makes of a type that it does not know
    if (type == null) {
      return Optional.empty();
    }
    return switch (type) {
      case FLOAT32 -> Optional.of(ElementType.FLOAT32);
      case UINT8 -> Optional.of(ElementType.UINT8);
      case INT32 -> Optional.of(ElementType.INT32);
      case INT64 -> Optional.of(ElementType.INT64);
      default -> Optional.empty();
    };
  }

  /** An array over the same memory if that is direct, else over a copy of it. */
  static NDArray array(NDManager memory, Tensor tensor) {
    return memory.create(
        direct(tensor.data()),
        new ai.djl.ndarray.types.Shape(tensor.shape().toArray()),
        toDjl(tensor.type()));
  }

  private static ByteBuffer direct(ByteBuffer data) {
    ByteBuffer view = data.duplicate();
    ByteBuffer direct =
        view.isDirect() ? view : ByteBuffer.allocateDirect(view.remaining()).put(view).flip();
    return direct.order(ByteOrder.nativeOrder());
  }

  /** A copy on the heap: {@code toByteBuffer} copies what Paddle has made. */
  static Tensor copy(ElementType type, NDArray array) {
    return new Tensor(
        type,
        Shape.of(array.getShape().getShape()),
        array.toByteBuffer().order(ByteOrder.nativeOrder()));
  }
}
