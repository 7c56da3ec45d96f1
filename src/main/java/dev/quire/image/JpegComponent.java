package dev.quire.image;

import java.nio.LongBuffer;
import org.bytedeco.javacpp.LongPointer;

/** A colour channel of a JPEG picture while its data are checked. Not thread-safe. */
final class JpegComponent implements AutoCloseable {

  private static final int BLOCK = 8;

  /** Levels that the mean of a block may be from the middle, eightfold; and some for rounding. */
  private static final int MOST_MEAN = 1300;

  final int id;
  final int across;
  final int down;
  final int table;

  /** Blocks of the picture, and of the picture filled up to whole units. */
  final int blocksAcross;

  final int blocksDown;
  final int filledAcross;

  private final LongPointer memory;
  private final LongBuffer nonZero;
  private int unit = 1;
  private int mean;
  boolean scanned;

  /**
   * @param unitsAcross units of the picture that hold {@code across} blocks of this channel
   * @param history whether what is not zero is remembered, a bit for each coefficient
   */
  JpegComponent(
      int id,
      int across,
      int down,
      int table,
      int width,
      int height,
      int unitsAcross,
      int unitsDown,
      boolean history) {
    this.id = id;
    this.across = across;
    this.down = down;
    this.table = table;
    this.blocksAcross = (width + BLOCK - 1) / BLOCK;
    this.blocksDown = (height + BLOCK - 1) / BLOCK;
    this.filledAcross = unitsAcross * across;
    long blocks = history ? (long) filledAcross * unitsDown * down : 0;
    this.memory = history ? new LongPointer(blocks) : null;
    this.nonZero = history ? memory.asBuffer() : LongBuffer.allocate(0);
    for (int i = 0; i < nonZero.capacity(); i++) {
      nonZero.put(i, 0);
    }
  }

  /** Takes note of the number by which coefficients are divided. */
  void quantised(int by) {
    unit = Math.max(1, by);
  }

  void restart() {
    mean = 0;
  }

  /** Adds to the mean of the block before; false if no picture has such a one. */
  boolean add(int difference, int shift) {
    mean += difference;
    return Math.abs((long) mean * unit << shift) <= MOST_MEAN + ((long) unit << shift);
  }

  long nonZero(int block) {
    return nonZero.get(block);
  }

  void nonZero(int block, long coefficients) {
    nonZero.put(block, coefficients);
  }

  @Override
  public void close() {
    if (memory != null) {
      memory.close();
    }
  }
}
