package dev.quire.image;

/** Rows that are not compressed. */
final class StoredRows implements TiffRows {

  /** Bytes that may follow the rows, besides as many as there are in them. */
  private static final int FILLING = 256;

  private final byte[] data;
  private final int start;
  private final int end;
  private int position;

  StoredRows(byte[] data, int start, int length) {
    this.data = data;
    this.start = start;
    this.position = start;
    this.end = start + length;
  }

  @Override
  public void next(byte[] row) {
    if (row.length > end - position) {
      throw ByteReader.corrupt("a strip or tile ends before its last row");
    }
    System.arraycopy(data, position, row, 0, row.length);
    position += row.length;
  }

  /** A strip of twice the size belongs to another page than the one that is described. */
  @Override
  public void end(long left) {
    if (end - position > position - start + left + FILLING) {
      throw ByteReader.corrupt("a strip or tile holds far more than its rows");
    }
  }
}
