package dev.quire.task.layout;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;

/** Masks to test with. */
final class MaskFixture {

  private MaskFixture() {}

  /** Whether a row covers a cell. */
  interface Shape {
    boolean covers(int row, int y, int x);
  }

  static Masks of(int rows, int height, int width, Shape shape) {
    ByteBuffer buffer =
        ByteBuffer.allocate(rows * height * width * Integer.BYTES).order(ByteOrder.nativeOrder());
    IntBuffer values = buffer.asIntBuffer();
    for (int row = 0; row < rows; row++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          values.put(shape.covers(row, y, x) ? 1 : 0);
        }
      }
    }
    return Masks.ofInts(buffer, 0, rows, height, width);
  }
}
