package dev.quire.task.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MasksTest {

  @ParameterizedTest
  @CsvSource({"LITTLE_ENDIAN", "BIG_ENDIAN"})
  void readsASliceOfATensor(String order) {
    ByteOrder bytes = order.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    Random random = new Random(3);
    int[] values = random.ints(7 * 13 * 11, 0, 2).toArray();
    ByteBuffer buffer = ByteBuffer.allocateDirect(values.length * Integer.BYTES).order(bytes);
    buffer.asIntBuffer().put(values);
    buffer.position(8).limit(12);

    Masks masks = Masks.ofInts(buffer, 2 * 13 * 11 * Integer.BYTES, 4, 13, 11);

    assertEquals(4, masks.rows());
    assertEquals(13, masks.height());
    assertEquals(11, masks.width());
    assertEquals(8, buffer.position());
    assertEquals(12, buffer.limit());
    for (int row = 0; row < 4; row++) {
      for (int y = 0; y < 13; y++) {
        for (int x = 0; x < 11; x++) {
          assertEquals(values[((row + 2) * 13 + y) * 11 + x] != 0, masks.get(row, y, x));
        }
      }
    }
  }

  @Test
  void takesWhateverIsNotZeroForSet() {
    Masks masks = masks(1, 1, 4, 0, 1, -1, 256);

    assertFalse(masks.get(0, 0, 0));
    assertTrue(masks.get(0, 0, 1) && masks.get(0, 0, 2) && masks.get(0, 0, 3));
  }

  @Test
  void doesNotChangeWithItsTensor() {
    ByteBuffer buffer = ByteBuffer.allocate(4).putInt(0, 1);
    Masks masks = Masks.ofInts(buffer, 0, 1, 1, 1);

    buffer.putInt(0, 0);

    assertTrue(masks.get(0, 0, 0));
  }

  @Test
  void takesABitForEachCell() {
    ByteBuffer buffer = ByteBuffer.allocate(300 * 200 * 200 / 100 * Integer.BYTES);

    assertEquals(15_000, Masks.ofInts(buffer, 0, 3, 200, 200).sizeInBytes());
  }

  @Test
  void selectsRows() {
    Masks masks = masks(3, 1, 3, 1, 0, 0, 0, 1, 0, 1, 1, 1);

    Masks selected = masks.select(2, 0, 2);

    assertEquals(3, selected.rows());
    assertTrue(selected.get(0, 0, 1) && selected.get(2, 0, 2));
    assertTrue(selected.get(1, 0, 0));
    assertFalse(selected.get(1, 0, 1) || selected.get(1, 0, 2));
    assertEquals(0, masks.select().rows());
    assertThrows(IndexOutOfBoundsException.class, () -> masks.select(3));
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 0", "-1, 0, 0", "0, 2, 0", "0, 0, 2", "0, -1, 0", "0, 0, -1"})
  void refusesCellsThatAreNotThere(int row, int y, int x) {
    Masks masks = masks(1, 2, 2, 0, 0, 0, 0);

    assertThrows(IndexOutOfBoundsException.class, () -> masks.get(row, y, x));
  }

  @ParameterizedTest
  @CsvSource({"0, 3, 2, 2", "4, 2, 2, 2", "-4, 1, 1, 1", "0, -1, 1, 1", "0, 1, 0, 1", "0, 1, 1, 0"})
  void refusesWhatTheTensorDoesNotHold(int offset, int rows, int height, int width) {
    ByteBuffer buffer = ByteBuffer.allocate(8 * Integer.BYTES);

    assertThrows(
        IllegalArgumentException.class, () -> Masks.ofInts(buffer, offset, rows, height, width));
  }

  private static Masks masks(int rows, int height, int width, int... values) {
    ByteBuffer buffer = ByteBuffer.allocate(values.length * Integer.BYTES);
    buffer.asIntBuffer().put(values);
    return Masks.ofInts(buffer, 0, rows, height, width);
  }
}
