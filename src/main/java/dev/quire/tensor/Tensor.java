package dev.quire.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A dense tensor in row-major order. The buffer spans exactly the elements, position 0 to limit, in
 * the machine's byte order; engines take direct buffers without a copy. The holder of a tensor must
 * not change its buffer while a predictor runs on it.
 */
public record Tensor(ElementType type, Shape shape, ByteBuffer data) {

  public Tensor {
    long expected = Math.multiplyExact(shape.elements(), type.bytes());
    if (data.remaining() != expected) {
      throw new IllegalArgumentException(
          "A %s tensor of shape %s takes %d bytes, not %d"
              .formatted(type, shape, expected, data.remaining()));
    }
    if (data.order() != ByteOrder.nativeOrder()) {
      throw new IllegalArgumentException("Tensor data must be in native byte order");
    }
  }

  /** A zeroed tensor in a direct buffer of its own. */
  public static Tensor allocate(ElementType type, Shape shape) {
    int bytes = Math.toIntExact(Math.multiplyExact(shape.elements(), type.bytes()));
    return new Tensor(type, shape, ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()));
  }
}
