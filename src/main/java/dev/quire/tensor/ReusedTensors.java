package dev.quire.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * Tensors in direct buffers that are used again for every batch: a large buffer is dear to map and
 * to clear. A tensor is valid until the next one of its name is asked for. A buffer grows with the
 * largest batch and is freed with this object. Not thread-safe.
 */
public final class ReusedTensors implements Tensors {

  private final Map<String, ByteBuffer> buffers = new HashMap<>();

  @Override
  public Tensor tensor(String name, ElementType type, Shape shape) {
    int bytes = Math.toIntExact(Math.multiplyExact(shape.elements(), type.bytes()));
    ByteBuffer buffer = buffers.get(name);
    if (buffer == null || buffer.capacity() < bytes) {
      buffer = ByteBuffer.allocateDirect(bytes);
      buffers.put(name, buffer);
    }
    return new Tensor(type, shape, buffer.slice(0, bytes).order(ByteOrder.nativeOrder()));
  }
}
