package dev.quire.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class TensorTest {

  @Test
  void aShapeWithDynamicDimensionsAcceptsConcreteOnes() {
    Shape spec = Shape.of(Shape.DYNAMIC, 3, Shape.DYNAMIC, 640);
    assertTrue(spec.accepts(Shape.of(8, 3, 512, 640)));
    assertFalse(spec.accepts(Shape.of(8, 1, 512, 640)));
    assertFalse(spec.accepts(Shape.of(8, 3, 512)));
    assertEquals("[?x3x?x640]", spec.toString());
  }

  @Test
  void elementsAreCountedWithoutOverflow() {
    assertEquals(24, Shape.of(2, 3, 4).elements());
    assertEquals(1, Shape.of().elements());
    assertThrows(ArithmeticException.class, () -> Shape.of(Long.MAX_VALUE, 2).elements());
    assertThrows(IllegalStateException.class, () -> Shape.of(Shape.DYNAMIC).elements());
    assertThrows(IllegalArgumentException.class, () -> Shape.of(-2));
  }

  @Test
  void aTensorsBufferFitsItsShape() {
    assertEquals(24, Tensor.allocate(ElementType.FLOAT32, Shape.of(2, 3)).data().remaining());
    ByteBuffer tooSmall = ByteBuffer.allocateDirect(23).order(ByteOrder.nativeOrder());
    assertThrows(
        IllegalArgumentException.class,
        () -> new Tensor(ElementType.FLOAT32, Shape.of(2, 3), tooSmall));
  }

  @Test
  void aTensorsBufferIsInNativeOrder() {
    ByteOrder other =
        ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
            ? ByteOrder.BIG_ENDIAN
            : ByteOrder.LITTLE_ENDIAN;
    ByteBuffer buffer = ByteBuffer.allocateDirect(4).order(other);
    assertThrows(
        IllegalArgumentException.class, () -> new Tensor(ElementType.FLOAT32, Shape.of(1), buffer));
  }
}
