package dev.quire.image;

/** Rows that are not compressed. */
final class StoredRows implements TiffRows {

  private final byte[] data;
  private final int end;
  private int position;

  StoredRows(byte[] data, int start, int length) {
    this.data = data;
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
}
