package dev.quire.engine.paddle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PaddleSignatureTest {

  private static final TensorSpec ROWS = output(0, ElementType.FLOAT32, -1, 6);

  @Test
  void rowsAloneAreCounted() {
    PaddleSignature signature = of(ROWS);

    assertEquals(Optional.of(output(1, ElementType.INT32, -1)), signature.counts());
    assertEquals(List.of(ROWS, output(1, ElementType.INT32, -1)), signature.outputs());
  }

  @Test
  void programsThatCountThemselvesAreLeftAlone() {
    for (ElementType type : new ElementType[] {ElementType.INT32, ElementType.INT64}) {
      PaddleSignature signature = of(ROWS, output(1, type, -1));
      assertEquals(Optional.empty(), signature.counts());
      assertEquals(signature.fetched(), signature.outputs());
    }
  }

  /** As pyramidbox_lite: wrong types, and indices [?,1] that are no counts. */
  @Test
  void countsComeAfterAllThatIsFetched() {
    PaddleSignature signature =
        of(
            output(0, ElementType.INT64, -1, 6),
            output(1, ElementType.INT64, -1, 1),
            output(2, ElementType.INT64, -1, -1, 10));

    assertEquals(Optional.of(output(3, ElementType.INT32, -1)), signature.counts());
  }

  @Test
  void otherOutputsAreNotRows() {
    assertEquals(Optional.empty(), of().counts());
    assertEquals(Optional.empty(), of(output(0, ElementType.FLOAT32, -1, 7)).counts());
    assertEquals(Optional.empty(), of(output(0, ElementType.FLOAT32, 1, 6)).counts());
    assertEquals(Optional.empty(), of(output(0, ElementType.FLOAT32, -1, 6, 1)).counts());
    assertEquals(
        Optional.empty(),
        of(output(0, ElementType.FLOAT32, -1, 4), output(1, ElementType.FLOAT32, -1, 6)).counts());
  }

  private static PaddleSignature of(TensorSpec... fetched) {
    return new PaddleSignature(List.of(), new ArrayList<>(List.of(fetched)));
  }

  private static TensorSpec output(int position, ElementType type, long... shape) {
    return new TensorSpec("fetch_name_" + position, type, Shape.of(shape));
  }
}
