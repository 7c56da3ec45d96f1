package dev.quire.model.paddle;

import dev.quire.tensor.ElementType;
import java.util.Arrays;
import java.util.Optional;

/**
 * The element types of Paddle 2.3's tensors, with the numbers and sizes that {@code VarType.Type}
 * of its {@code framework.proto} gives them. Parameters may have any of them; only some cross the
 * border between the service and an engine.
 */
public enum PaddleType {
  BOOL(0, 1),
  INT16(1, 2),
  INT32(2, 4, ElementType.INT32),
  INT64(3, 8, ElementType.INT64),
  FP16(4, 2, ElementType.FLOAT16),
  FP32(5, 4, ElementType.FLOAT32),
  FP64(6, 8),
  SIZE_T(19, 8),
  UINT8(20, 1, ElementType.UINT8),
  INT8(21, 1),
  BF16(22, 2),
  COMPLEX64(23, 8),
  COMPLEX128(24, 16);

  private final int number;
  private final int bytes;
  private final Optional<ElementType> elementType;

  PaddleType(int number, int bytes) {
    this(number, bytes, null);
  }

  PaddleType(int number, int bytes, ElementType elementType) {
    this.number = number;
    this.bytes = bytes;
    this.elementType = Optional.ofNullable(elementType);
  }

  /** The type of a number, if it is one of an element. */
  static Optional<PaddleType> of(long number) {
    return Arrays.stream(values()).filter(type -> type.number == number).findFirst();
  }

  /** Paddle's number of it. */
  public int number() {
    return number;
  }

  /** Size of one element in bytes. */
  public int bytes() {
    return bytes;
  }

  /** The service's word for it, where it has one. */
  public Optional<ElementType> elementType() {
    return elementType;
  }
}
