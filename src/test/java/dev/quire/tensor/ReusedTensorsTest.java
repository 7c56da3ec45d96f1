package dev.quire.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ReusedTensorsTest {

  private final ReusedTensors tensors = new ReusedTensors();

  @Test
  void aBufferIsUsedAgainForTheSameName() {
    Tensor first = tensors.tensor("image", ElementType.UINT8, Shape.of(8));
    first.data().put(3, (byte) 42);

    Tensor second = tensors.tensor("image", ElementType.UINT8, Shape.of(4));

    assertEquals(42, second.data().get(3));
    assertEquals(4, second.data().remaining());
    assertTrue(second.data().isDirect());
  }

  @Test
  void namesHaveBuffersOfTheirOwn() {
    Tensor image = tensors.tensor("image", ElementType.UINT8, Shape.of(8));
    Tensor scale = tensors.tensor("scale_factor", ElementType.UINT8, Shape.of(8));
    image.data().put(0, (byte) 1);
    scale.data().put(0, (byte) 2);
    assertEquals(1, image.data().get(0));
  }

  @Test
  void aBufferGrowsWithTheLargestTensor() {
    tensors.tensor("image", ElementType.UINT8, Shape.of(4));
    Tensor large = tensors.tensor("image", ElementType.FLOAT32, Shape.of(100));
    large.data().asFloatBuffer().put(99, 1.5f);
    assertEquals(1.5f, large.data().asFloatBuffer().get(99));
  }

  @Test
  void aTensorTooLargeForABufferIsRefused() {
    assertThrows(
        ArithmeticException.class,
        () -> tensors.tensor("image", ElementType.FLOAT32, Shape.of(1 << 30)));
  }
}
