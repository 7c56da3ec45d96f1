package dev.quire.task.layout;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.Objects;

/**
 * The shapes the model saw in one page's rows: for each row a grid over the whole page, a cell of
 * which is set where the row's thing covers it. A bit a cell, so that the 300 grids of 200×200 of
 * PP-DocLayoutV3 take 1.5 MB where the tensor they came from takes 48 MB.
 *
 * <p>Immutable and thread-safe.
 */
public final class Masks {

  private final int rows;
  private final int height;
  private final int width;
  private final long[] bits;

  private Masks(int rows, int height, int width, long[] bits) {
    this.rows = rows;
    this.height = height;
    this.width = width;
    this.bits = bits;
  }

  /**
   * Reads grids out of an int32 tensor; a cell is set where its number is not 0.
   *
   * @param data a tensor of rows × height × width int32, of all pages perhaps, in the buffer's byte
   *     order; neither its position nor its limit counts or changes
   * @param offset byte at which this page's first grid begins
   * @param rows grids to read, at least 0
   * @param height cells from top to bottom, at least 1
   * @param width cells from left to right, at least 1
   * @throws IllegalArgumentException if the buffer does not hold that many
   */
  public static Masks ofInts(ByteBuffer data, int offset, int rows, int height, int width) {
    Objects.requireNonNull(data, "data");
    if (offset < 0 || rows < 0 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "Masks cannot be %d of %d×%d from byte %d".formatted(rows, height, width, offset));
    }
    long cells = Math.multiplyExact((long) rows, Math.multiplyExact((long) height, (long) width));
    if (cells > (data.capacity() - (long) offset) / Integer.BYTES) {
      throw new IllegalArgumentException(
          "%d masks of %d×%d from byte %d do not fit into %d bytes"
              .formatted(rows, height, width, offset, data.capacity()));
    }
    IntBuffer values = data.duplicate().order(data.order()).clear().position(offset).asIntBuffer();
    long[] bits = new long[(int) ((cells + Long.SIZE - 1) / Long.SIZE)];
    int[] block = new int[Long.SIZE];
    for (int i = 0; i < bits.length; i++) {
      int length = (int) Math.min(Long.SIZE, cells - (long) i * Long.SIZE);
      values.get(block, 0, length);
      bits[i] = packed(block, length);
    }
    return new Masks(rows, height, width, bits);
  }

  /** Without branches: a page has twelve million cells, and its device waits meanwhile. */
  private static long packed(int[] numbers, int length) {
    long bits = 0;
    for (int i = 0; i < length; i++) {
      // the sign of a number or of its negative is set unless it is 0
      bits |= (long) ((numbers[i] | -numbers[i]) >>> (Integer.SIZE - 1)) << i;
    }
    return bits;
  }

  /**
   * The masks of some rows, in the order asked for.
   *
   * @param indices rows of these masks, each 0 to {@link #rows} − 1
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public Masks select(int... indices) {
    int cells = height * width;
    long[] chosen = new long[(int) (((long) indices.length * cells + Long.SIZE - 1) / Long.SIZE)];
    int to = 0;
    for (int row : indices) {
      int from = Math.multiplyExact(Objects.checkIndex(row, rows), cells);
      for (int i = 0; i < cells; i++, from++, to++) {
        chosen[to / Long.SIZE] |= (bits[from / Long.SIZE] >>> from & 1) << to;
      }
    }
    return new Masks(indices.length, height, width, chosen);
  }

  /**
   * Whether a row covers a cell.
   *
   * @param row 0 to {@link #rows} − 1
   * @param y cell from the top, 0 to {@link #height} − 1
   * @param x cell from the left, 0 to {@link #width} − 1
   * @throws IndexOutOfBoundsException if there is no such cell
   */
  public boolean get(int row, int y, int x) {
    Objects.checkIndex(row, rows);
    Objects.checkIndex(y, height);
    Objects.checkIndex(x, width);
    int cell = (row * height + y) * width + x;
    return (bits[cell / Long.SIZE] >>> cell & 1) != 0;
  }

  /** Number of grids. */
  public int rows() {
    return rows;
  }

  /** Cells from top to bottom of the page. */
  public int height() {
    return height;
  }

  /** Cells from left to right of the page. */
  public int width() {
    return width;
  }

  /** Memory the bits take. */
  public long sizeInBytes() {
    return (long) bits.length * Long.BYTES;
  }
}
