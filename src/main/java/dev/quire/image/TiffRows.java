package dev.quire.image;

/**
 * The unpacked bytes of a strip or a tile, row by row from the top. Rows are made as they are asked
 * for, so that what unpacks to much takes no more memory than a row. Not thread-safe.
 */
interface TiffRows extends AutoCloseable {

  /**
   * Fills a row.
   *
   * @throws InvalidImageException CORRUPT if the data are damaged or end before it, except where
   *     the compression is made to survive damage: there the row is as good as it can be
   */
  void next(byte[] row);

  /**
   * Sees to it that what follows the last row is what a whole strip or tile ends with.
   *
   * @param left bytes that the strip or tile may hold beyond the rows that were asked for
   * @throws InvalidImageException CORRUPT if it is not
   */
  default void end(long left) {}

  /** How many rows until now could not be read as they were meant. */
  default int damagedRows() {
    return 0;
  }

  @Override
  default void close() {}
}
